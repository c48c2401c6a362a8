package dev.maestro.api.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.maestro.api.Dialect;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChatRequestBuilderTest {
  @Test
  void whatWasNotSetStaysUnset() throws ReflectiveOperationException {
    ChatRequest request = ChatRequest.to("m").build();
    assertThat(request.model()).isEqualTo("m");
    for (var field : ChatRequest.class.getRecordComponents()) {
      Object value = field.getAccessor().invoke(request);
      boolean collection =
          List.class.isAssignableFrom(field.getType())
              || java.util.Map.class.isAssignableFrom(field.getType());
      if (!field.getName().equals("model") && !collection) {
        assertThat(value).as(field.getName()).isNull();
      }
    }
  }

  @Test
  void aBuilderOfARequestHoldsAllOfIt() {
    ChatRequest request =
        ChatRequest.to("m")
            .system("s")
            .message(Message.text(Role.USER, "hi"))
            .tool(new Tool("t", null, null, null))
            .toolChoice(ToolChoice.of(ToolChoice.Mode.REQUIRED))
            .parallelToolCalls(true)
            .maxTokens(1)
            .temperature(1.0)
            .topP(0.5)
            .topK(3)
            .stop("x")
            .seed(4L)
            .presencePenalty(0.1)
            .frequencyPenalty(0.2)
            .choices(2)
            .reasoning(ReasoningOptions.effort("low"))
            .responseFormat(new ResponseFormat(ResponseFormat.Type.JSON, null, null, null))
            .user("u")
            .extra("f", "1")
            .origin(new Dialect("d"))
            .build();
    assertThat(request.with().build()).isEqualTo(request);
    assertThat(request.with().model("other").build().model()).isEqualTo("other");
    assertThat(request.toolChoice()).isEqualTo(new ToolChoice(ToolChoice.Mode.REQUIRED, null));
  }

  @Test
  void aBuiltRequestDoesNotChangeWithItsBuilder() {
    ChatRequestBuilder builder = ChatRequest.to("m").stop("a");
    ChatRequest request = builder.build();
    builder.stop("b");
    assertThat(request.stop()).containsExactly("a");
    assertThatThrownBy(() -> request.stop().add("c"))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void usageCountsInputAndOutputTogether() {
    assertThat(new Usage(10, 5, 8, 0, 3, null).totalTokens()).isEqualTo(15);
  }

  @Test
  void finishReasonsAreWrittenInLowerCase() {
    assertThat(Stream.of(FinishReason.values()).map(FinishReason::wire))
        .containsExactly("stop", "length", "tool_calls", "content_filter");
  }
}
