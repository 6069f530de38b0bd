package dropwizardapm.service;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses SERVICE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dropwizardapm.service");

  @Test
  void compute_knowsNothingButTheJdk() {
    classes()
        .that()
        .resideInAPackage("..compute..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dropwizardapm.service.compute..", "java..", "org.jspecify.annotations")
        .check(SERVICE);
  }

  @Test
  void trace_knowsNothingButTheLogAndWhatAnExemplarIs() {
    classes()
        .that()
        .resideInAPackage("..trace..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.service.trace..",
            "java..",
            "org.slf4j..",
            "io.prometheus.metrics.tracer..",
            "org.jspecify.annotations")
        .check(SERVICE);
  }

  @Test
  void systemd_knowsOfOurOtherPackagesOnlyTheCLibrary() {
    classes()
        .that()
        .resideInAPackage("..systemd..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dropwizardapm.service.systemd..",
            "dropwizardapm.service.libc..",
            "java..",
            "org.slf4j..",
            "org.jspecify.annotations")
        .check(SERVICE);
  }

  /** What could stand before any application knows nothing of the one that is the sample. */
  @Test
  void computation_isKnownToTheSampleAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dropwizardapm.service",
            "dropwizardapm.service.compute..",
            "dropwizardapm.service.endpoint..",
            "dropwizardapm.service.catalogue..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..compute..", "..endpoint..")
        .check(SERVICE);
    noClasses()
        .that()
        .haveSimpleNameStartingWith("Apm")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..compute..", "..endpoint..")
        .check(SERVICE);
  }

  @Test
  void packages_haveNoCycles() {
    SlicesRuleDefinition.slices()
        .matching("dropwizardapm.service.(*)..")
        .should()
        .beFreeOfCycles()
        .check(SERVICE);
  }
}
