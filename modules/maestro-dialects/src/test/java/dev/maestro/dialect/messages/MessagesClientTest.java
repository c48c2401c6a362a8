package dev.maestro.dialect.messages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.maestro.api.ErrorFacts;
import dev.maestro.api.ErrorKind;
import dev.maestro.api.ModelInfo;
import dev.maestro.api.ProviderException;
import dev.maestro.dialect.ClientRequest;
import dev.maestro.dialect.ClientRoute;
import dev.maestro.dialect.Json;
import dev.maestro.dialect.ListedModel;
import dev.maestro.dialect.ModelListWriter;
import dev.maestro.dialect.Recordings;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MessagesClientTest {
  private static final String MARKED =
      "{ \"type\":\"thinking\", \"thinking\":\"\\u00fc\",\"signature\":\"maestro:unsigned\" }";
  private final MessagesClient client = new MessagesClient();

  private String pass(String body) {
    Buffer bytes = Buffer.buffer(body);
    return client
        .passThrough(bytes, client.head(ClientRequest.of(bytes)), "vendor's \"own\"")
        .toString(StandardCharsets.UTF_8);
  }

  @Test
  void onlyTheModelChangesAndEveryOtherByteStays() {
    String body =
        " {\"x\" : [1.50,1e3,\"\\u00fc ü 東京\"],\n\"model\"  :  \"a/b\" ,\"messages\":[{ }],"
            + "\"nested\":{\"model\":\"keep\",\"signature\":\"maestro:\"}} \n";
    assertThat(pass(body)).isEqualTo(body.replace("\"a/b\"", "\"vendor's \\\"own\\\"\""));
  }

  @Test
  void thoughtsThatMaestroMarkedAreTakenOutAndEveryOtherByteStays() {
    String own = "{\"type\":\"thinking\",\"thinking\":\"x\",\"signature\":\"Eq\"}";
    String text = "{ \"type\" : \"text\",\"text\":\"maestro: \\u00fc\" }";
    String head = "{\"max_tokens\" : 5, \"messages\":[ ";
    String tail = " ],\"model\":\"m\", \"x\":1.0 }";
    String model = "\"vendor's \\\"own\\\"\"";

    String body =
        head
            + content(MARKED + " , " + text)
            + " , "
            + content(text + ", " + MARKED + " ,\n" + own)
            + ","
            + content(own + ", " + MARKED)
            + ","
            + content(MARKED + "," + MARKED + "," + text + "," + MARKED + "," + MARKED)
            + " ,"
            + content(MARKED)
            + ", {\"content\":\"plain\"} , 7"
            + tail;

    assertThat(pass(body))
        .isEqualTo(
            head
                + content(text)
                + " , "
                + content(text + " ,\n" + own)
                + ","
                + content(own)
                + ","
                + content(text)
                + ", {\"content\":\"plain\"} , 7"
                + tail.replace("\"m\"", model));
  }

  private static String content(String blocks) {
    return "{\"role\":\"assistant\", \"content\" : [" + blocks + "] }";
  }

  @Test
  void whatIsTakenOutIsExactlyTheMarkedThoughts() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      ObjectNode body = Json.object().put("model", "m");
      ObjectNode expected = Json.object().put("model", "vendor's \"own\"");
      ArrayNode messages = body.putArray("messages");
      ArrayNode left = expected.putArray("messages");
      messages.addObject().put("content", "first");
      left.addObject().put("content", "first");
      for (int message = random.nextInt(5); message > 0; message--) {
        ArrayNode content = messages.addObject().putArray("content");
        ArrayNode kept = Json.array();
        for (int block = 1 + random.nextInt(4); block > 0; block--) {
          boolean isMarked = random.nextBoolean();
          Json of =
              Json.parse(isMarked ? MARKED : "{\"type\":\"text\",\"text\":\"" + block + "\"}");
          content.add(of.node());
          if (!isMarked) {
            kept.add(of.node());
          }
        }
        if (!kept.isEmpty()) {
          left.addObject().set("content", kept);
        }
      }
      assertThat(Json.parse(pass(body.toString()))).isEqualTo(Json.of(expected));
    }
  }

  @Test
  void itsRoutesAreItsOwnButForTheModelLists() {
    assertThat(client.routes())
        .extracting(ClientRoute::path)
        .containsExactly("/v1/messages", "/v1/messages/count_tokens", "/v1/models", "/v1/models/*");
    assertThat(client.claims(Map.of("anthropic-version", "2023-06-01"))).isTrue();
    assertThat(client.claims(Map.of("authorization", "x"))).isFalse();
    assertThat(client.dialect()).isEqualTo(new MessagesWire().dialect());
    assertThat(client.streamType(WrittenAnswer.HEAD)).isEqualTo("text/event-stream");
  }

  @Test
  void aCountIsOneNumber() {
    assertThat(client.counts().orElseThrow().write(5_000_000_000L).toString())
        .isEqualTo("{\"input_tokens\":5000000000}");
  }

  @ParameterizedTest
  @EnumSource(ErrorKind.class)
  void everyKindOfErrorHasTheShapeThatTheSdkReads(ErrorKind kind) {
    ErrorFacts facts = ErrorFacts.of(kind, "What went wrong.");
    Json body = Json.parse(client.writeError(facts, "req-1"));

    assertThat(body.text("type")).isEqualTo("error");
    assertThat(body.text("request_id")).isEqualTo("req-1");
    assertThat(body.at("error").text("type")).isNotBlank();
    assertThat(body.at("error").text("message")).isEqualTo("What went wrong.");
    assertThat(client.errorStatus(facts))
        .isEqualTo(kind == ErrorKind.OVERLOADED ? 529 : kind.status());
  }

  @ParameterizedTest
  @CsvSource({
    "INVALID_REQUEST,400,400,invalid_request_error",
    "UNSUPPORTED,422,422,invalid_request_error",
    "UNAUTHORIZED,401,401,authentication_error",
    "UNAUTHORIZED,400,401,authentication_error",
    "BILLING,402,402,billing_error",
    "FORBIDDEN,403,403,permission_error",
    "MODEL_NOT_FOUND,404,404,not_found_error",
    "CONFLICT,409,409,conflict_error",
    "TOO_LARGE,413,413,request_too_large",
    "RATE_LIMITED,429,429,rate_limit_error",
    "QUOTA_EXHAUSTED,429,429,rate_limit_error",
    "VENDOR_FAILURE,500,500,api_error",
    "VENDOR_FAILURE,200,502,api_error",
    "TIMEOUT,504,504,timeout_error",
    "OVERLOADED,503,529,overloaded_error"
  })
  void vendorsErrorsBecomeAnthropics(ErrorKind kind, int given, int status, String type) {
    ErrorFacts facts = ErrorFacts.vendor(kind, given, "their_code", "No.");
    assertThat(client.errorStatus(facts)).isEqualTo(status);
    assertThat(Json.parse(client.writeError(facts)).at("error").text("type")).isEqualTo(type);
  }

  @Test
  void aWrongFieldsSuggestionIsSaid() {
    ErrorFacts facts = ProviderException.invalid("max_tokens", "is missing.", "Add it.").facts();
    assertThat(Json.parse(client.writeError(facts)).at("error").text("message"))
        .isEqualTo("max_tokens: is missing. Add it.");
  }

  @Test
  void aBrokenStreamEndsWithItsError() {
    ErrorFacts facts = ErrorFacts.of(ErrorKind.OVERLOADED, "It broke.");
    for (String end :
        List.of(
            client.writeStreamError(facts).toString(),
            client.writer(WrittenAnswer.HEAD, "a").fail(facts, null).toString())) {
      assertThat(end).startsWith("event: error\ndata: {\"type\":\"error\"").endsWith("\n\n");
      ErrorFacts read = Recordings.failure(Recordings.text(new MessagesWire(), end));
      assertThat(read.kind()).isEqualTo(ErrorKind.OVERLOADED);
      assertThat(read.message()).isEqualTo("It broke.");
    }
  }

  private static List<ListedModel> listed(int count) {
    return IntStream.range(0, count)
        .mapToObj(at ->
            new ListedModel(
                "work/m" + at, ModelInfo.named("p", "m" + at, "Model " + at), Instant.EPOCH))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    ",,,m0,m4,false",
    "2,,,m0,m1,true",
    "2,m1,,m2,m3,true",
    "2,m3,,m4,m4,false",
    "5,,,m0,m4,false",
    "2,,m3,m1,m2,true",
    "2,,m2,m0,m1,false",
    "2,m0,m4,m1,m2,true",
    "9,m1,m3,m2,m2,false"
  })
  void modelsComeInPages(
      String limit, String after, String before, String first, String last, boolean more) {
    Map<String, String> query = new java.util.HashMap<>();
    query.put("limit", limit);
    query.put("after_id", after == null ? null : "work/" + after);
    query.put("before_id", before == null ? null : "work/" + before);
    query.values().removeIf(java.util.Objects::isNull);

    Json page = Json.parse(client.models().orElseThrow().list(listed(5), query));

    assertThat(page.text("first_id")).isEqualTo("work/" + first);
    assertThat(page.text("last_id")).isEqualTo("work/" + last);
    assertThat(page.isTrue("has_more")).isEqualTo(more);
    assertThat(page.list("data").getFirst().text("id")).isEqualTo("work/" + first);
    assertThat(page.list("data").getLast().text("id")).isEqualTo("work/" + last);
  }

  @Test
  void aPageMayBeEmptyButNotOdd() {
    ModelListWriter writer = client.models().orElseThrow();
    assertThat(writer.list(List.of(), Map.of()).toString())
        .isEqualTo("{\"data\":[],\"has_more\":false,\"first_id\":null,\"last_id\":null}");
    assertThat(writer.list(listed(1), Map.of("after_id", "work/m0")).toString())
        .contains("\"data\":[]");
    for (Map<String, String> odd :
        List.of(
            Map.of("limit", "0"),
            Map.of("limit", "1001"),
            Map.of("limit", "-"),
            Map.of("after_id", "gone"),
            Map.of("before_id", "gone"))) {
      assertThatThrownBy(() -> writer.list(listed(1), odd))
          .isInstanceOfSatisfying(
              ProviderException.class,
              refused ->
                  assertThat(refused.facts().problems().getFirst().field())
                      .isEqualTo(odd.keySet().iterator().next()));
    }
  }

  @Test
  void aModelSaysWhatIsKnownOfIt() {
    ModelInfo info =
        new ModelInfo(
            "m", "M", "p", 200_000L, null, Set.of("reasoning"), Set.of("text", "image"), "vendor");
    Json model =
        Json.parse(
            client.models().orElseThrow().one(new ListedModel("work/m", info, Instant.EPOCH)));

    assertThat(model.text("type")).isEqualTo("model");
    assertThat(model.text("id")).isEqualTo("work/m");
    assertThat(model.text("display_name")).isEqualTo("M");
    assertThat(Instant.parse(model.text("created_at"))).isEqualTo(Instant.EPOCH);
    assertThat(model.number("max_input_tokens")).isEqualTo(200_000);
    assertThat(model.at("max_tokens").node().isNull()).isTrue();
    assertThat(model.at("capabilities").at("image_input").isTrue("supported")).isTrue();
    assertThat(model.at("capabilities").at("pdf_input").isTrue("supported")).isFalse();
    assertThat(model.at("capabilities").at("thinking").isTrue("supported")).isTrue();
    assertThat(
            Json.parse(client.models().orElseThrow().one(listed(1).getFirst()))
                .at("capabilities")
                .present())
        .isFalse();
  }
}
