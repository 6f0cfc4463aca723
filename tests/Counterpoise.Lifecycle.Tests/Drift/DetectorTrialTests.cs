using Counterpoise.Lifecycle.Drift.Trials;
using Counterpoise.Options;

namespace Counterpoise.Tests.Lifecycle.Drift;

/// <summary>Detectors compared at an equal rate of false alarms.</summary>
public class DetectorTrialTests
{
    private static readonly DetectorTrialOptions Small = new() { RunLength = 200, StationaryRows = 6000, Streams = 20, RowsBefore = 300,
        RowsAfter = 300 };

    [Fact]
    public void Dummies_stand_where_they_must_and_a_detector_on_the_minority_beats_the_calendar()
    {
        var scenario = new ErrorScenario { Name = "recall falls", MinorityShare = .2, MinorityError = .1, MinorityErrorAfter = .9 };
        var names = new[] { "always", "never", "periodic", "hddm-a, minority" };
        var results = DetectorTrial.Run([.. DetectorCandidates.Standard.Where(c => names.Contains(c.Name))], [scenario], Small)
            .ToDictionary(r => r.Detector);
        Assert.Equal((1.0, 1.0, 1.0), (results["always"].RunLength, results["always"].Detected, results["always"].MedianDelay));
        Assert.Equal((double.PositiveInfinity, 0.0), (results["never"].RunLength, results["never"].Detected));
        Assert.True(results["periodic"].AtTarget && results["hddm-a, minority"].RunLength > 100);
        Assert.InRange(results["hddm-a, minority"].Detected, .9, 1);
        Assert.True(results["hddm-a, minority"].MedianDelay < results["periodic"].MedianDelay);
    }

    [Fact]
    public void The_same_seed_gives_the_same_table()
    {
        var scenario = new ErrorScenario { Name = "errors rise", MajorityErrorAfter = .3, Ramp = 100 };
        IReadOnlyList<DetectorCandidate> candidates = [DetectorCandidates.Standard.Single(c => c.Name == "ddm")];
        Assert.Equal(DetectorTrial.Run(candidates, [scenario], Small), DetectorTrial.Run(candidates, [scenario], Small));
    }

    [Fact]
    public void Impossible_options_are_refused()
    {
        Assert.Throws<InvalidOptionsException>(() => DetectorTrial.Run([], [], Small with { Streams = 0 }));
        Assert.Throws<InvalidOptionsException>(() => DetectorTrial.Run([], [new ErrorScenario { Name = "x", MinorityShare = 0 }], Small));
    }
}
