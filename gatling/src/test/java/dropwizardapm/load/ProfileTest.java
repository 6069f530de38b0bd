package dropwizardapm.load;

import static org.assertj.core.api.Assertions.assertThat;

import dropwizardapm.load.plan.Plan;
import dropwizardapm.load.plan.Ran;
import dropwizardapm.load.plan.Stage;
import dropwizardapm.load.result.StepRecorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class ProfileTest {
  @Test
  void firstRoundOfSeveral_isNotJudged_asEverythingIsStillCold() {
    assertThat(stages("3"))
        .extracting(stage -> stage.kind() + " " + stage.rps())
        .containsExactly(
            "WARM_UP 10",
            "WARM_UP 20",
            "STEP 10",
            "STEP 20",
            "STEP 10",
            "STEP 20",
            "STEP 10",
            "STEP 20");
  }

  @Test
  void singleRound_isJudged() {
    assertThat(stages("1")).extracting(Stage::kind).containsOnly(Stage.Kind.STEP).hasSize(2);
  }

  private static List<Stage> stages(String repeat) {
    Properties settings = new Properties();
    settings.setProperty("load.profile", "table");
    settings.setProperty("load.rates", "10,20");
    settings.setProperty("load.repeat", repeat);
    LoadConfig config = Settings.read(settings);
    Plan plan = config.profile().plan(config);
    List<Ran> ran = new ArrayList<>();
    Optional<Stage> next = plan.next(ran);
    while (next.isPresent()) {
      ran.add(new Ran(next.get(), new StepRecorder("", next.get().rps()).result()));
      next = plan.next(ran);
    }
    return ran.stream().map(Ran::stage).toList();
  }
}
