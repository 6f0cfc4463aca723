using Counterpoise.Lifecycle.Drift.Streams;

namespace Counterpoise.Lifecycle.Drift.Trials;

/// <summary>The detectors of the house as candidates of a comparison.</summary>
public static class DetectorCandidates
{
    /// <summary>Dummies, and each detector on the errors of all rows and on those of the minority.</summary>
    public static IReadOnlyList<DetectorCandidate> Standard { get; } =
        [.. Dummies(), .. Tunable(minorityOnly: false), .. Tunable(minorityOnly: true), MinorityRecall];

    private static DetectorCandidate MinorityRecall => new("ddm-oci, minority",
        static t => new DdmOci(new DdmOciOptions { DriftDeviations = Deviations(t), WarningDeviations = Deviations(t) }),
            MinorityOnly: true);

    private static IEnumerable<DetectorCandidate> Dummies() =>
    [
        new("always", static _ => new AlwaysAlarm(), Tunable: false),
        new("never", static _ => new NeverAlarm(), Tunable: false),
        new("periodic", static t => new PeriodicAlarm((int)Math.Pow(10, 5 * t))),
    ];

    private static IEnumerable<DetectorCandidate> Tunable(bool minorityOnly)
    {
        var suffix = minorityOnly ? ", minority" : "";
        DetectorCandidate Make(string name, Func<double, IStreamDetector> create) => new(name + suffix, create, minorityOnly);
        return
        [
            Make("ddm", static t => new Ddm(new DdmOptions { DriftDeviations = Deviations(t), WarningDeviations = Deviations(t) })),
            Make("eddm", static t => new Eddm(new EddmOptions { DriftRatio = 1 - (.9 * t), WarningRatio = 1 })),
            Make("hddm-a", static t => new HddmA(new HddmAOptions { DriftConfidence = Chance(t), WarningConfidence = Chance(t) })),
            Make("hddm-w", static t => new HddmW(new HddmWOptions { DriftConfidence = Chance(t), WarningConfidence = Chance(t) })),
            Make("page-hinkley", static t => new PageHinkley(new PageHinkleyOptions { Threshold = Math.Pow(10, (3.5 * t) - .5) })),
            Make("adwin", static t => new Adwin(new AdwinOptions { Delta = Chance(t) })),
            Make("stepd", static t => new Stepd(new StepdOptions { DriftSignificance = Chance(t), WarningSignificance = Chance(t) })),
        ];
    }

    private static double Deviations(double strictness) => .1 + (9.9 * strictness);

    private static double Chance(double strictness) => .9 * Math.Pow(10, -12 * strictness);
}
