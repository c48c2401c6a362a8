package dev.maestro.launcher.demo;

import dev.maestro.launcher.program.Program;
import java.io.PrintWriter;

/** What to type next, ready to be copied. */
final class DemoLines {
  private DemoLines() {}

  static void print(Program program, PrintWriter out) {
    String key = "\"authorization: Bearer $(cat '" + program.settings().home() + "/admin.key')\"";
    out.printf(
        """
        The gateway stays up until Ctrl-C. In another terminal:

        curl -N %1$s/v1/chat/completions \\
          -H %2$s -H 'content-type: application/json' \\
          -d '{"model":"demo_openai/gpt-4.1-mini","stream":true,"messages":[{"role":"user","content":"Hello"}]}'

        curl -N %1$s/api/sessions/anthropic/demo_anthropic/chat \\
          -H %2$s -H 'content-type: application/json' \\
          -d '{"model":"claude-sonnet-4-6","messages":[{"role":"user","content":"Hello"}]}'

        curl %1$s/v1/messages \\
          -H %2$s -H 'content-type: application/json' \\
          -d '{"model":"demo_gemini_oauth/gemini-2.5-flash","max_tokens":200,"messages":[{"role":"user","content":"Hello"}]}'

        curl %1$s/api/sessions -H %2$s
        curl %1$s/api/sessions/gemini/demo_gemini/models -H %2$s
        """,
        program.url(), key);
    out.flush();
  }
}
