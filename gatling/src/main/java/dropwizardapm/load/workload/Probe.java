package dropwizardapm.load.workload;

import java.util.Optional;

/**
 * A GET before the load: is it the service that is meant?
 *
 * @param calls as many as warm the service up
 * @param judge says what is wrong with an answer
 */
public record Probe(String path, int calls, Judge judge) {
  /** Says what is wrong with an answer. */
  @FunctionalInterface
  public interface Judge {
    /** A verb and the rest, for example "answers 404, not 200"; nothing where all is well. */
    Optional<String> complaint(int status, String body);
  }

  /** Whatever it answers: it is there. */
  public static Probe thatAnswers() {
    return new Probe("/", 1, (status, body) -> Optional.empty());
  }
}
