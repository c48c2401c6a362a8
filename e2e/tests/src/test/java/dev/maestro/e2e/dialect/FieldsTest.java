package dev.maestro.e2e.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.e2e.running.Answer;
import dev.maestro.e2e.running.Folders;
import dev.maestro.e2e.running.Gateway;
import dev.maestro.e2e.running.GatewayProcess;
import dev.maestro.e2e.running.UnpackedPostgres;
import dev.maestro.e2e.running.Vendors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field of every dialect, taken to every provider: its value is in the vendor's request, or
 * it is named in {@code maestro-warnings}, or an error names it; and a strict client gets an error
 * before the vendor is asked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldsTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Path folder;
  private Vendors vendors;
  private GatewayProcess process;
  private Gateway gateway;

  /** What became of one request. */
  private record Outcome(Answer answer, List<String> asked) {
    Set<String> warned() {
      var fields = new TreeSet<String>();
      var header = answer.headers().firstValue("maestro-warnings").orElse("");
      for (String warning : header.split("; ", -1)) {
        fields.add(warning.substring(warning.indexOf(' ') + 1));
      }
      fields.remove("");
      return fields;
    }

    boolean carries(Sample sample) {
      return asked.stream()
          .anyMatch(body -> Pattern.compile(sample.evidence()).matcher(body).find());
    }

    boolean names(Sample sample) {
      return answer.status() == 400 && sample.known().stream().anyMatch(answer.body()::contains);
    }
  }

  static Stream<Fields> dialects() {
    return Stream.of(
        new ChatFields(), new MessagesFields(), new ResponsesFields(), new GeminiFields());
  }

  @BeforeAll
  void start() throws Exception {
    folder = Files.createTempDirectory("maestro-fields");
    vendors = Vendors.start();
    var settings = vendors.settings();
    settings.put("providers.chatwire.use", "openai");
    settings.put("providers.chatwire.wire", "chat");
    settings.put("providers.chatwire.base-url", settings.get("providers.openai.base-url"));
    process = GatewayProcess.launch(UnpackedPostgres.into(folder.resolve("home")), settings);
    gateway = process.ready();
    for (Target target : Target.all()) {
      var body =
          Gateway.object()
              .put("provider", target.provider())
              .put("auth_type", "api_key")
              .put("name", Target.SESSION)
              .put("api_key", target.vendor().defaultKey());
      var created = gateway.ask("POST", "/api/sessions", body);
      assertThat(created.status()).as(created.body()).isEqualTo(201);
    }
  }

  @AfterAll
  void stop() throws IOException {
    if (process != null) {
      process.close();
    }
    vendors.close();
    Folders.delete(folder);
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void aMinimalRequestSaysNothingOfAnyField(Fields fields) throws Exception {
    for (Target target : Target.all()) {
      for (String model : target.models()) {
        Outcome minimal = send(fields, target, model, "{}");

        assertThat(minimal.answer().status()).as(minimal.answer().body()).isEqualTo(200);
        assertThat(minimal.warned()).isEmpty();
        for (Sample sample : fields.samples()) {
          assertThat(minimal.carries(sample)).as(target + " " + model + " " + sample).isFalse();
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void everyFieldArrivesOrIsNamed(Fields fields) throws Exception {
    var lost = new ArrayList<String>();
    for (Target target : Target.all()) {
      for (String model : target.models()) {
        for (Sample sample : fields.samples()) {
          Outcome outcome = send(fields, target, model, sample.patch());
          String wrong = sample.isIdle(model) ? "" : wrong(fields, target, sample, outcome);
          if (!wrong.isEmpty()) {
            lost.add(target + " " + model + " " + sample + ": " + wrong);
          }
        }
      }
    }
    assertThat(lost).isEmpty();
  }

  private static String wrong(Fields fields, Target target, Sample sample, Outcome outcome) {
    var warned = outcome.warned();
    boolean told = warned.stream().anyMatch(sample.known()::contains);
    if (target.passes(fields)) {
      return outcome.carries(sample) && warned.isEmpty() ? "" : "not as it came";
    }
    if (outcome.answer().status() != 200) {
      boolean own = outcome.asked().isEmpty() && outcome.names(sample);
      return own ? "" : "refused with " + outcome.answer().body();
    }
    return outcome.carries(sample) || told
        ? ""
        : "lost; warned of " + warned + "; sent " + outcome.asked();
  }

  @ParameterizedTest
  @MethodSource("dialects")
  void aStrictClientIsToldBeforeTheVendorIsAsked(Fields fields) throws Exception {
    var wrong = new ArrayList<String>();
    for (Target target : Target.all()) {
      String model = target.models().getFirst();
      for (Sample sample : fields.samples()) {
        Outcome lenient = send(fields, target, model, sample.patch());
        Outcome strict = send(fields, target, model, sample.patch(), "maestro-strict", "true");
        boolean refused = strict.answer().status() == 400 && strict.asked().isEmpty();
        boolean good =
            lenient.warned().isEmpty()
                ? strict.answer().status() == lenient.answer().status()
                : refused && lenient.warned().stream().allMatch(strict.answer().body()::contains);
        if (!good) {
          wrong.add(target + " " + sample + ": " + lenient.warned() + ", then " + strict);
        }
      }
    }
    assertThat(wrong).isEmpty();
  }

  private Outcome send(Fields fields, Target target, String model, String patch, String... headers)
      throws IOException, InterruptedException {
    long before = vendors.newest();
    ObjectNode body = (ObjectNode) JSON.readTree(fields.minimal(target.model(model)));
    body.setAll((ObjectNode) JSON.readTree(patch));
    Answer answer = gateway.ask("POST", fields.path(target.model(model)), body, headers);
    List<String> asked =
        vendors.simulator().requestsSince(before).stream()
            .filter(request -> request.method().equals("POST"))
            .map(request -> request.body())
            .toList();
    return new Outcome(answer, asked);
  }
}
