package dropwizardapm.service;

import dropwizardapm.service.logging.ServiceLoggingFactory;
import dropwizardapm.service.metrics.ConfigInfo;
import io.dropwizard.configuration.DefaultConfigurationFactoryFactory;
import io.dropwizard.configuration.EnvironmentVariableSubstitutor;
import io.dropwizard.configuration.SubstitutingSourceProvider;
import io.dropwizard.core.Application;
import io.dropwizard.core.cli.CheckCommand;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;

/** The service. Wiring only: a user's own application registers its resources in {@link #run}. */
public class ServiceApplication extends Application<ServiceConfiguration> {
  public static void main(String[] args) throws Exception {
    new ServiceApplication().run(args);
  }

  @Override
  public String getName() {
    return "dropwizard-app";
  }

  @Override
  protected void bootstrapLogging() {
    ServiceLoggingFactory.bootstrap();
  }

  @Override
  public void initialize(Bootstrap<ServiceConfiguration> bootstrap) {
    bootstrap.setConfigurationFactoryFactory(
        (type, validator, _, prefix) ->
            new DefaultConfigurationFactoryFactory<ServiceConfiguration>()
                .create(type, validator, Defaults.mapper(), prefix));
    ConfigInfo config = new ConfigInfo(bootstrap.getConfigurationSourceProvider());
    bootstrap.setConfigurationSourceProvider(
        new SubstitutingSourceProvider(config, new EnvironmentVariableSubstitutor(true)));
    bootstrap.addBundle(new MonitoredBundle(config));
  }

  @Override
  protected void addDefaultCommands(Bootstrap<ServiceConfiguration> bootstrap) {
    bootstrap.addCommand(new StartCommand(this));
    bootstrap.addCommand(new CheckCommand<>(this));
  }

  /** {@code environment.jersey().register(…)} belongs here. */
  @Override
  public void run(ServiceConfiguration configuration, Environment environment) {}
}
