package dropwizardapm.service;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.validation.constraints.Max;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A user's own JAX-RS resource is measured and fails like the rest. */
class ResourceTest {
  private static RunningService service;

  @Path("/users/{id}")
  @Produces("application/json")
  public static class Users {
    @GET
    public Map<String, Integer> get(@PathParam("id") int id) {
      return Map.of("id", id);
    }

    @GET
    @Path("/bad")
    public String bad(@QueryParam("why") String why) {
      throw new BadRequestException(why);
    }

    @GET
    @Path("/bug")
    public String bug() {
      throw new IllegalStateException("secret");
    }

    @GET
    @Path("/small")
    public int small(@QueryParam("x") @Max(5) int x) {
      return x;
    }

    @POST
    public Map<String, Object> post(Map<String, Object> body) {
      return body;
    }
  }

  @BeforeAll
  static void start() throws Exception {
    service = RunningService.start("", environment -> environment.jersey().register(new Users()));
  }

  @AfterAll
  static void stop() throws Exception {
    service.close();
  }

  @Test
  void resource_isCountedUnderItsTemplate() throws Exception {
    assertThat(service.get("/users/1").body()).isEqualTo("{\"id\":1}");
    service.get("/users/2");
    assertThat(service.get("/metrics").body())
        .contains("http_requests_total{method=\"GET\",path=\"/users/{id}\",status=\"200\"} 2.0")
        .doesNotContain("/users/1");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /users/x, 404",
    "DELETE, /users/1, 405",
    "GET, /users/1/bad?why=because, 400",
    "GET, /users/1/small?x=9, 422",
    "GET, /elsewhere, 404",
    "GET, /users/1/bug, 500"
  })
  void failure_isAProblem(String method, String path, int status) throws Exception {
    HttpResponse<String> response = service.send(method, path);
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.body())
        .contains("\"status\":" + status)
        .doesNotContain("secret", "Exception");
    assertThat(response.headers().firstValue("Allow").isPresent()).isEqualTo(status == 405);
  }

  @Test
  void malformedBody_isAProblem() throws Exception {
    HttpResponse<String> response =
        service.send("POST", "/users/1", "Content-Type", "application/json");
    assertThat(response.statusCode()).isBetween(200, 499);
    HttpResponse<String> broken = service.post("/users/1", "{\"a\": ");
    assertThat(broken.statusCode()).isEqualTo(400);
    assertThat(broken.headers().firstValue("Content-Type")).contains("application/problem+json");
  }

  @Test
  void ownEndpoints_stayInFront() throws Exception {
    assertThat(service.get("/compute/5").statusCode()).isEqualTo(200);
  }
}
