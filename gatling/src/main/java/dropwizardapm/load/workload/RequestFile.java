package dropwizardapm.load.workload;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dropwizardapm.load.workload.RequestList.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link RequestList}, and says of a wrong one where it is wrong. */
final class RequestFile {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([^}]*)}");
  private static final Pattern COLUMN = Pattern.compile("#\\{(\\w+)}");
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private final Path file;
  private final Map<String, Object> environment = new HashMap<>();
  private final RequestList list;

  /**
   * Reads it.
   *
   * @throws WorkloadException when it cannot be run
   */
  RequestFile(Path file, UnaryOperator<@Nullable String> environment) {
    this.file = file;
    this.list = checked(parse(), environment);
  }

  /** With the names of {@link #environment} where the file has the environment's. */
  RequestList list() {
    return list;
  }

  /** What each user's session has to hold. Here, and not in the list, so that nobody prints it. */
  Map<String, Object> environment() {
    return environment;
  }

  private RequestList checked(RequestList list, UnaryOperator<@Nullable String> values) {
    List<String> columns = columns(list);
    List<Request> requests = new ArrayList<>();
    for (int i = 0; i < list.requests().size(); i++) {
      Request request = list.requests().get(i);
      String entry = "requests[%d] (%s)".formatted(i, request.name());
      columnsExist(entry, request, columns);
      if (VARIABLE.matcher(request.path() + request.name()).find())
        throw wrong(entry + ": ${env:…} belongs into headers and body, which nobody prints");
      requests.add(
          new Request(
              request.name(),
              request.method(),
              request.path(),
              filled(entry, request.headers(), values),
              request.body() == null ? null : filled(entry, request.body(), values),
              request.weight(),
              request.check()));
    }
    return new RequestList(filled("headers", list.headers(), values), list.feed(), requests);
  }

  private RequestList parse() {
    try {
      return MAPPER.readValue(Files.readString(file), RequestList.class);
    } catch (JsonProcessingException e) {
      throw wrong(place(e) + complaint(e));
    } catch (IOException e) {
      throw wrong("cannot be read: " + e);
    }
  }

  private static String place(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String line = location == null ? "" : "line " + location.getLineNr() + ", ";
    String entry =
        e instanceof JsonMappingException mapping
            ? mapping.getPath().stream()
                .map(
                    part ->
                        part.getFieldName() == null
                            ? "[" + part.getIndex() + "]"
                            : "." + part.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "")
            : "";
    return line + (entry.isEmpty() ? "" : entry + ": ");
  }

  private static String complaint(JsonProcessingException e) {
    if (e instanceof UnrecognizedPropertyException unknown)
      return "there is no such key; one of "
          + unknown.getKnownPropertyIds().stream()
              .map(String::valueOf)
              .sorted()
              .collect(Collectors.joining(", "));
    return e.getCause() instanceof IllegalArgumentException own && own.getMessage() != null
        ? own.getMessage()
        : e.getOriginalMessage().lines().findFirst().orElse("").replace(" `java.lang.", " `");
  }

  /** Of the CSV file; none without one. */
  private List<String> columns(RequestList list) {
    if (list.feed() == null) return List.of();
    Path csv = file.resolveSibling(list.feed());
    try (var lines = Files.lines(csv)) {
      List<String> first = lines.limit(2).toList();
      if (first.size() < 2) throw wrong("feed: " + csv + " has no line after its header");
      return List.of(first.getFirst().replace("\"", "").strip().split(",", -1));
    } catch (IOException e) {
      throw wrong(
          "feed: %s cannot be read (%s): it is looked for beside this file".formatted(csv, e));
    }
  }

  private void columnsExist(String entry, Request request, List<String> columns) {
    String all = request.path() + request.headers().values() + request.body();
    Matcher column = COLUMN.matcher(all);
    while (column.find())
      if (!columns.contains(column.group(1)))
        throw wrong(
            "%s: %s is no column of feed, which has %s"
                .formatted(entry, column.group(), columns.isEmpty() ? "none" : columns));
  }

  private Map<String, String> filled(
      String entry, Map<String, String> headers, UnaryOperator<@Nullable String> values) {
    Map<String, String> filled = new TreeMap<>();
    headers.forEach((name, value) -> filled.put(name, filled(entry, value, values)));
    return filled;
  }

  private String filled(String entry, String text, UnaryOperator<@Nullable String> values) {
    return VARIABLE
        .matcher(text)
        .replaceAll(
            match -> {
              String value = values.apply(match.group(1));
              if (value == null || value.isBlank())
                throw wrong(
                    "%s: the environment has no %s: export it before the run"
                        .formatted(entry, match.group(1)));
              String name = "env_" + match.group(1);
              environment.put(name, value);
              return Matcher.quoteReplacement("#{" + name + "}");
            });
  }

  private WorkloadException wrong(String complaint) {
    return new WorkloadException(file + ": " + complaint);
  }
}
