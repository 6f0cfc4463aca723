using System.Text.Json;
using Counterpoise.Lifecycle.Drift;

namespace Counterpoise.Tests.Lifecycle.Drift;

/// <summary>What every stream detector must keep; they are found by reflection.</summary>
public class StreamDetectorContractTests
{
    private static readonly string[] Dummies = ["always", "never", "periodic"];

    public static TheoryData<Type> Detectors => [.. typeof(IStreamDetector).Assembly.GetExportedTypes()
        .Where(t => t.IsClass && !t.IsAbstract && typeof(IStreamDetector).IsAssignableFrom(t))];

    [Fact]
    public void All_detectors_are_found_and_have_names_of_their_own()
    {
        var names = Detectors.Select(d => Create(d.Data).Name).ToList();
        Assert.Equal(11, names.Count);
        Assert.Equal(names.Count, names.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void State_written_and_read_at_any_row_goes_on_bit_for_bit(Type type)
    {
        var values = Stream();
        var whole = Create(type);
        var expected = values.Select(whole.Add).ToList();
        foreach (var stop in new[] { 0, 1, 29, 61, 777, 2500 })
        {
            var first = Create(type);
            foreach (var value in values[..stop]) first.Add(value);
            var second = Create(type);
            second.Add(1);
            second.SetState(JsonSerializer.Deserialize<double[]>(JsonSerializer.Serialize(first.GetState(), Named), Named));
            Assert.Equal(expected[stop..], values[stop..].Select(second.Add));
            Assert.Equal(whole.GetState(), second.GetState());
        }
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void Reset_makes_it_new(Type type)
    {
        var (used, fresh) = (Create(type), Create(type));
        foreach (var value in Stream()) used.Add(value);
        used.Reset();
        Assert.Equal(fresh.GetState(), used.GetState());
        Assert.Equal(Stream().Select(fresh.Add), Stream().Select(used.Add));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_value_that_it_does_not_take_is_refused_and_changes_nothing(Type type)
    {
        var detector = Create(type);
        foreach (var value in Stream()[..100]) detector.Add(value);
        var before = detector.GetState();
        double[] bad = detector.Takes switch { StreamValues.Errors => [double.NaN, .5, -1, 2],
            StreamValues.UnitInterval => [double.NaN, -.1, 1.1], _ => [double.NaN, double.PositiveInfinity] };
        foreach (var value in bad) Assert.Throws<ArgumentOutOfRangeException>(() => detector.Add(value));
        Assert.Equal(before, detector.GetState());
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void What_is_no_state_is_refused(Type type)
    {
        var detector = Create(type);
        foreach (var value in Stream()[..100]) detector.Add(value);
        var state = detector.GetState();
        Assert.Throws<ArgumentException>(() => detector.SetState([.. state, 1]));
        if (state.Length == 0) return;
        Assert.Throws<ArgumentException>(() => detector.SetState(state.AsSpan(0, state.Length - 1)));
        Assert.Throws<ArgumentException>(() => detector.SetState([double.NaN, .. state.Skip(1)]));
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_rise_of_the_errors_is_found_and_a_stream_without_errors_is_not_alarmed_of(Type type)
    {
        if (Dummies.Contains(Create(type).Name)) return;
        var detector = Create(type);
        foreach (var value in StreamDetectorTests.Noise(2000, [.1])) detector.Add(value);
        Assert.Contains(StreamDetectorTests.Noise(2000, [.6]), v => detector.Add(v) == DriftLevel.Drift);
        var quiet = Create(type);
        Assert.DoesNotContain(Enumerable.Repeat(0.0, 5000), v => quiet.Add(v) == DriftLevel.Drift);
    }

    [Theory]
    [MemberData(nameof(Detectors))]
    public void A_fall_of_the_errors_is_no_alarm(Type type)
    {
        if (Dummies.Contains(Create(type).Name)) return;
        // Alternating rows have no chance excess of errors before the fall.
        var detector = Create(type);
        var stream = Enumerable.Range(0, 2000).Select(i => i % 2.0).Concat(Enumerable.Repeat(0.0, 2000));
        Assert.DoesNotContain(stream, v => detector.Add(v) == DriftLevel.Drift);
    }

    private static readonly JsonSerializerOptions Named = new() { NumberHandling =
        System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    private static IStreamDetector Create(Type type) =>
        (IStreamDetector)type.GetConstructors().Single().Invoke(
            [.. type.GetConstructors().Single().GetParameters().Select(p => p.DefaultValue)]);

    private static double[] Stream() => StreamDetectorTests.Noise(3000, [.1, .4, .05]);
}
