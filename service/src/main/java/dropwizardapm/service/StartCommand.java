package dropwizardapm.service;

import dropwizardapm.bundle.WarmUp;
import io.dropwizard.configuration.ConfigurationException;
import io.dropwizard.configuration.UndefinedEnvironmentVariableException;
import io.dropwizard.core.cli.Cli;
import io.dropwizard.core.cli.ServerCommand;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import net.sourceforge.argparse4j.inf.Namespace;

/**
 * {@code server}, saying in one line what keeps it from starting where that is the host's or the
 * configuration's doing.
 */
final class StartCommand extends ServerCommand<ServiceConfiguration> {
  static final String NAME = "server";

  private final WarmUp warmUp;

  StartCommand(ServiceApplication application, WarmUp warmUp) {
    super(application, NAME, "Starts the service");
    this.warmUp = warmUp;
  }

  @Override
  public void onError(Cli cli, Namespace namespace, Throwable failure) {
    CompletableFuture<Void> _ = warmUp.finish(Duration.ZERO);
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ConfigurationException bad -> {
          cli.getStdErr().println(bad.getMessage());
          return;
        }
        case UndefinedEnvironmentVariableException undefined -> {
          cli.getStdErr().println("configuration: " + undefined.getMessage());
          return;
        }
        case IOException io -> {
          cli.getStdErr().println("cannot start: " + io.getMessage() + because(io));
          return;
        }
        default -> {}
      }
    }
    super.onError(cli, namespace, failure);
  }

  private static String because(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? "" : ": " + cause.getMessage();
  }
}
