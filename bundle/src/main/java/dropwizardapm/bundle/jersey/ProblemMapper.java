package dropwizardapm.bundle.jersey;

import com.fasterxml.jackson.core.JsonProcessingException;
import dropwizardapm.bundle.response.ErrorDetails;
import dropwizardapm.bundle.response.ProblemDocument;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Every exception out of a resource as a problem; only those that are our fault are logged. */
public final class ProblemMapper implements ExceptionMapper<Throwable> {
  private static final Logger LOG = LoggerFactory.getLogger(ProblemMapper.class);

  /** Set by Jersey, like the next, to a proxy for what belongs to the current request. */
  @SuppressWarnings("NullAway.Init")
  @Context
  private UriInfo uri;

  @SuppressWarnings("NullAway.Init")
  @Context
  private Request request;

  @Override
  public Response toResponse(Throwable failure) {
    return switch (failure) {
      case WebApplicationException web when web.getResponse().hasEntity() -> web.getResponse();
      case WebApplicationException web -> problem(web.getResponse(), detail(web));
      case JsonProcessingException json ->
          problem(
              Response.status(400).build(),
              "The body is not the JSON that is expected here: " + json.getOriginalMessage());
      default -> {
        LOG.error(
            "resource failed, method={}, path={}", request.getMethod(), uri.getPath(), failure);
        yield problem(
            Response.status(500).build(), ErrorDetails.detail(500, request.getMethod(), path()));
      }
    };
  }

  private String detail(WebApplicationException web) {
    int status = web.getResponse().getStatus();
    String message = web.getMessage();
    if (message != null && !message.startsWith("HTTP " + status)) return message;
    return ErrorDetails.detail(status, request.getMethod(), path());
  }

  private Response problem(Response original, String detail) {
    return problem(original, detail, uri);
  }

  static Response problem(Response original, String detail, UriInfo uri) {
    ProblemDocument problem =
        new ProblemDocument(original.getStatus(), detail, "/" + uri.getPath());
    return Response.fromResponse(original)
        .type(ProblemDocument.MEDIA_TYPE)
        .entity(problem.toJson())
        .build();
  }

  private String path() {
    return "/" + uri.getPath();
  }
}
