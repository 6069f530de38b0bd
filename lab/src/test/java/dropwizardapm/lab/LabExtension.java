package dropwizardapm.lab;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Boots {@link Lab#STACK} once for all classes; {@code APM_TEST_KEEP=1} takes and leaves it as it
 * is.
 */
final class LabExtension implements ExecutionCondition {
  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!Boolean.getBoolean("lab")) {
      return ConditionEvaluationResult.disabled(
          "needs a lab host (root, systemd-nspawn): run ./apm test");
    }
    context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .computeIfAbsent(Running.class, key -> new Running(), Running.class);
    return ConditionEvaluationResult.enabled("the lab runs");
  }

  private static final class Running implements AutoCloseable {
    private static final boolean KEEP = System.getenv("APM_TEST_KEEP") != null;

    Running() {
      if (!KEEP) Lab.STACK.lab("down").succeeded();
      Lab.STACK.lab("boot").succeeded();
    }

    @Override
    public void close() {
      if (!KEEP) Lab.STACK.lab("down").succeeded();
    }
  }
}
