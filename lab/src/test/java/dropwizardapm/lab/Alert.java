package dropwizardapm.lab;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What notifications are grouped by.
 *
 * @param job empty where the alert has none
 */
record Alert(String name, String job) {
  static Alert of(JsonNode labels) {
    return new Alert(labels.path("alertname").asText(), labels.path("job").asText());
  }

  @Override
  public String toString() {
    return job.isEmpty() ? name : name + " (" + job + ")";
  }
}
