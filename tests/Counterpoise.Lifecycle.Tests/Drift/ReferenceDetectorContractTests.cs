using Counterpoise.Lifecycle.Drift;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Lifecycle.Drift;

/// <summary>What every reference-fitted detector must keep; they are found by reflection.</summary>
public class ReferenceDetectorContractTests
{
    public static TheoryData<Type> Detectors => [.. typeof(IReferenceDetector).Assembly.GetExportedTypes()
        .Where(t => t.IsClass && !t.IsAbstract && typeof(IReferenceDetector).IsAssignableFrom(t))];

    private static readonly DriftWindow Reference = SampledWindows.Make(500, 1);

    [Fact]
    public void All_detectors_are_found_and_have_names_of_their_own()
    {
        var names = Detectors.Select(d => Create(d.Data).Name).ToList();
        Assert.Equal(7, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Everything_moved_is_a_drift_and_nothing_moved_is_none(Type type)
    {
        var fitted = Create(type).Fit(Reference);
        var moved = fitted.Examine(SampledWindows.Make(500, 2, shift: 3, prior: .8, otherCategory: .95), .001);
        Assert.Contains(moved, f => f.Level == DriftLevel.Drift);
        Assert.All(fitted.Examine(SampledWindows.Make(500, 3), .001), f => Assert.Equal(DriftLevel.Stable, f.Level));
        Assert.All(fitted.Examine(Reference, .001), f => Assert.Equal(DriftLevel.Stable, f.Level));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Findings_do_not_depend_on_the_order_of_rows_nor_on_what_was_examined_before_nor_on_the_process(Type type)
    {
        var window = SampledWindows.Make(300, 4, shift: .2);
        var fitted = Create(type).Fit(Reference);
        var expected = fitted.Examine(window);
        fitted.Examine(SampledWindows.Make(200, 5));
        int[] order = [.. Enumerable.Range(0, 300)];
        new RandomStream(1, "order").Shuffle(order.AsSpan());
        AssertNear(expected, fitted.Examine(window.Select(order)));
        using var file = new MemoryStream();
        Reference.Save(file);
        file.Position = 0;
        Assert.Equal(expected, Create(type).Fit(DriftWindow.Load(file)).Examine(window));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_window_below_thirty_rows_is_not_tested_and_says_so(Type type) =>
        Assert.All(Create(type).Fit(Reference).Examine(SampledWindows.Make(29, 6, shift: 9)),
            f => Assert.True(f.Level == DriftLevel.NotTested && f.Note.Length > 0 && double.IsNaN(f.PValue), $"{f}"));

    [Theory]
    [MemberData(nameof(Detectors))]
    public void What_a_window_lacks_is_named_or_refused(Type type)
    {
        var detector = Create(type);
        var fitted = detector.Fit(Reference);
        Assert.NotEmpty(fitted.Examine(SampledWindows.Make(100, 7) with { Labels = null, Probabilities = null }));
        Assert.Throws<ArgumentException>(() => fitted.Examine(SampledWindows.Make(100, 7) with { Names = ["a", "b", "d"] }));
        Assert.ThrowsAny<ArgumentException>(() => fitted.Examine(SampledWindows.Make(100, 7), 0));
        Assert.Throws<ArgumentException>(() => detector.Fit(Reference.Select([])));
        if (detector.Needs != DriftInputs.None) Assert.Throws<ArgumentException>(() =>
            detector.Fit(new DriftWindow { Features = new(50, 0), Names = [], Kinds = [] }));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_column_that_is_missing_altogether_throws_nothing(Type type)
    {
        var window = SampledWindows.Make(100, 8);
        for (var i = 0; i < window.Rows; i++) window.Features[i, 1] = double.NaN;
        Assert.NotEmpty(Create(type).Fit(Reference).Examine(window));
        Assert.NotEmpty(Create(type).Fit(window).Examine(Reference));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void False_alarms_keep_the_level(Type type)
    {
        var windows = Enumerable.Range(0, 60).Select(w => SampledWindows.Make(120, 100 + (ulong)w)).ToList();
        var fitted = Create(type).Fit(Reference);
        var alarms = windows.Count(w => fitted.Examine(w, .05).Any(f => f.Level == DriftLevel.Drift));
        // Twelve of sixty are more than four standard deviations above .05.
        Assert.InRange(alarms, 0, 12);
    }

    private static void AssertNear(IReadOnlyList<DriftFinding> expected, IReadOnlyList<DriftFinding> found)
    {
        foreach (var (a, b) in expected.Zip(found))
        {
            Assert.Equal((a.Detector, a.Subject, a.Level, a.Rows), (b.Detector, b.Subject, b.Level, b.Rows));
            Assert.Equal(a.Statistic, b.Statistic, 9);
            Assert.Equal(a.PValue, b.PValue, 9);
        }
    }

    private static IReferenceDetector Create(Type type) =>
        (IReferenceDetector)type.GetConstructors().Single().Invoke(
            [.. type.GetConstructors().Single().GetParameters().Select(p => p.DefaultValue)]);
}
