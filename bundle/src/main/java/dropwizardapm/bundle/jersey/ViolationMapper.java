package dropwizardapm.bundle.jersey;

import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import jakarta.ws.rs.ext.ExceptionMapper;
import java.util.stream.Collectors;

/**
 * What validation found wrong with parameters or a body. On its own, because Jersey has a mapper
 * for these that would come before ours.
 */
public final class ViolationMapper implements ExceptionMapper<ConstraintViolationException> {
  private static final int UNPROCESSABLE = 422;

  @SuppressWarnings("NullAway.Init")
  @Context
  private UriInfo uri;

  @Override
  public Response toResponse(ConstraintViolationException invalid) {
    String detail =
        invalid.getConstraintViolations().stream()
            .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
            .sorted()
            .collect(Collectors.joining("; "));
    return ProblemMapper.problem(Response.status(UNPROCESSABLE).build(), detail, uri);
  }
}
