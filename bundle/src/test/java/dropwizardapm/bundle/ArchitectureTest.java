package dropwizardapm.bundle;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses BUNDLE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dropwizardapm.bundle");

  @Test
  void trace_knowsNothingButTheLogAndWhatAnExemplarIs() {
    classes()
        .that()
        .resideInAPackage("..trace..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.bundle.trace..",
            "java..",
            "org.slf4j..",
            "io.prometheus.metrics.tracer..",
            "org.jspecify.annotations")
        .check(BUNDLE);
  }

  @Test
  void systemd_knowsOfOurOtherPackagesOnlyTheCLibrary() {
    classes()
        .that()
        .resideInAPackage("..systemd..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.bundle.systemd..",
            "dropwizardapm.bundle.libc..",
            "java..",
            "javax.net.ssl..",
            "javax.security.auth.x500",
            "org.slf4j..",
            "org.jspecify.annotations")
        .check(BUNDLE);
  }

  @Test
  void packages_haveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dropwizardapm.bundle.(*)..")
        .should()
        .beFreeOfCycles()
        .check(BUNDLE);
  }
}
