using System.Text.Json;
using Counterpoise.Lifecycle.Drift;
using Counterpoise.Lifecycle.Drift.Streams;
using Counterpoise.Options;

namespace Counterpoise.Tests.Lifecycle.Drift;

/// <summary>Stream detectors against the numbers of their reference and by hand.</summary>
public class StreamDetectorTests
{
    private static readonly JsonElement Golden = OracleJson.Read("drift.json");

    /// <summary>Sixty rows with an error every tenth, then sixty with one every second.</summary>
    private static IEnumerable<double> TwoRates => Enumerable.Range(0, 60).Select(i => i % 10 == 9 ? 1.0 : 0)
        .Concat(Enumerable.Range(0, 60).Select(i => i % 2.0));

    [Fact]
    public void Ddm_warns_and_alarms_where_the_reference_does_with_its_minima()
    {
        var ddm = new Ddm();
        var levels = TwoRates.Select(v => (Level: ddm.Add(v), ddm.SmallestRate, ddm.SmallestDeviation)).ToList();
        var golden = Golden.GetProperty("ddm");
        Assert.Equal(golden.GetProperty("first_warn")[1].GetInt32(), 1 + levels.FindIndex(l => l.Level == DriftLevel.Warning));
        var drift = levels.FindIndex(l => l.Level == DriftLevel.Drift);
        Assert.Equal(golden.GetProperty("drift")[1].GetInt32(), 1 + drift);
        Assert.Equal(golden.Double("pmin"), levels[drift].SmallestRate, 14);
        Assert.Equal(golden.Double("smin"), levels[drift].SmallestDeviation, 14);
    }

    [Fact]
    public void Ddm_without_its_guard_alarms_at_the_first_error_and_with_it_does_not()
    {
        double[] stream = [.. Enumerable.Repeat(0.0, 31), 1, .. Enumerable.Repeat(0.0, 100)];
        Assert.Equal(Golden.GetProperty("ddm_zero_err")[1].GetInt32(), FirstAlarm(new Ddm(new DdmOptions { MinimumErrors = 0 }), stream));
        Assert.Null(FirstAlarm(new Ddm(), stream));
    }

    [Fact]
    public void Adwin_that_keeps_every_value_cuts_where_the_exact_window_does()
    {
        var adwin = new Adwin(new AdwinOptions { BucketsPerSize = int.MaxValue, TestEvery = 1 });
        double[] stream = [.. Enumerable.Repeat(.2, 200), .. Enumerable.Repeat(.8, 60)];
        Assert.Equal(Golden.GetProperty("adwin_first").GetInt32(), FirstAlarm(adwin, stream));
        foreach (var value in stream.Skip((int)Golden.GetProperty("adwin_first").GetDouble())) adwin.Add(value);
        Assert.Equal(Golden.GetProperty("adwin_len_after260").GetInt64(), adwin.Width);
    }

    [Fact]
    public void Bound_of_adwin_is_that_of_the_reference()
    {
        var golden = Golden.GetProperty("adwin_eps");
        Assert.Equal(golden.Double("val"), Adwin.Bound(60, 60, .25, .002), 13);
    }

    [Fact]
    public void Buckets_of_adwin_cut_near_where_the_exact_window_does_and_hold_few_numbers()
    {
        var adwin = new Adwin(new AdwinOptions { TestEvery = 1 });
        double[] stream = [.. Enumerable.Repeat(.2, 200), .. Enumerable.Repeat(.8, 60)];
        Assert.InRange(FirstAlarm(adwin, stream)!.Value, 210, 220);
        foreach (var value in Enumerable.Repeat(.8, 100_000)) adwin.Add(value);
        Assert.Equal(.8, adwin.Mean, 3);
        Assert.InRange(adwin.GetState().Length, 50, 300);
    }

    [Fact]
    public void Moments_of_the_buckets_are_those_of_the_values_in_the_window()
    {
        var buckets = new AdwinBuckets(2);
        var values = Noise(1000, [.3]).Select((v, i) => (v + (i % 7)) / 8).ToArray();
        foreach (var value in values) buckets.Add(value);
        for (var dropped = 0; dropped < 3; dropped++) buckets.DropOldest();
        var rest = values[^(int)buckets.Width..];
        Assert.Equal(rest.Average(), buckets.Sum / buckets.Width, 10);
        Assert.Equal(rest.Average(v => (v - rest.Average()) * (v - rest.Average())), buckets.Variance, 8);
    }

    [Theory]
    [InlineData("eddm")]
    [InlineData("hddm_a")]
    [InlineData("hddm_w")]
    [InlineData("page_hinkley")]
    [InlineData("stepd")]
    public void Alarms_are_those_of_the_reference_written_in_another_language(string name)
    {
        IStreamDetector detector = name switch { "eddm" => new Eddm(), "hddm_a" => new HddmA(), "hddm_w" => new HddmW(),
            "stepd" => new Stepd(), _ => new PageHinkley() };
        var stream = Golden.GetProperty("stream");
        var alarms = Noise(stream.GetProperty("rows").GetInt32(), stream.Doubles("rates"))
            .Select((v, i) => (Row: i + 1, Level: detector.Add(v))).Where(r => r.Level == DriftLevel.Drift).Select(r => r.Row);
        var expected = Golden.GetProperty("alarms").Ints(name);
        Assert.NotEmpty(expected);
        Assert.Equal(expected, alarms);
    }

    [Fact]
    public void Recall_of_ddm_oci_is_the_decayed_mean_by_hand_and_its_fall_alarms()
    {
        var detector = new DdmOci(new DdmOciOptions { MinimumRows = 2, Decay = .5 });
        detector.Add(0);
        Assert.Equal(1, detector.Recall);
        detector.Add(1);
        Assert.Equal(.5, detector.Recall);
        detector.Add(0);
        Assert.Equal(.75, detector.Recall);
        Assert.InRange(FirstAlarm(new DdmOci(), [.. Noise(400, [.1]), .. Noise(100, [.9])])!.Value, 401, 430);
    }

    [Fact]
    public void Ddm_oci_does_not_alarm_at_the_first_miss_of_a_class_that_was_always_found() =>
        Assert.Null(FirstAlarm(new DdmOci(), [.. Enumerable.Repeat(0.0, 200), 1, .. Enumerable.Repeat(0.0, 50)]));

    [Fact]
    public void Ddm_oci_as_published_alarms_far_more_often_on_a_stable_class()
    {
        int Alarms(bool published) => Noise(5000, [.2]).Count(new DdmOci(new DdmOciOptions { AsPublished = published }) is var d ? v =>
            d.Add(v) == DriftLevel.Drift : _ => false);
        Assert.True(Alarms(true) > 3 * (Alarms(false) + 1), $"{Alarms(true)} against {Alarms(false)}");
    }

    [Fact]
    public void Periodic_alarms_come_every_so_many_values()
    {
        var detector = new PeriodicAlarm(3);
        Assert.Equal([3, 6, 9], Enumerable.Range(1, 10).Where(_ => detector.Add(0) == DriftLevel.Drift));
    }

    [Fact]
    public void Options_name_every_fault()
    {
        Assert.Equal(2, Assert.Throws<InvalidOptionsException>(() => new Ddm(new DdmOptions { MinimumRows = 0, WarningDeviations = 4 }))
            .Faults.Count);
        Assert.Throws<InvalidOptionsException>(() => new Eddm(new EddmOptions { DriftRatio = 0 }));
        Assert.Throws<InvalidOptionsException>(() => new HddmA(new HddmAOptions { DriftConfidence = 1 }));
        Assert.Throws<InvalidOptionsException>(() => new HddmW(new HddmWOptions { Weight = 0 }));
        Assert.Throws<InvalidOptionsException>(() => new Stepd(new StepdOptions { Window = 1 }));
        Assert.Throws<InvalidOptionsException>(() => new Adwin(new AdwinOptions { Delta = 0 }));
        Assert.Throws<InvalidOptionsException>(() => new PageHinkley(new PageHinkleyOptions { Threshold = double.NaN }));
        Assert.Throws<InvalidOptionsException>(() => new DdmOci(new DdmOciOptions { Decay = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new PeriodicAlarm(0));
    }

    /// <summary>The stream of the oracle script, by the minimal standard generator.</summary>
    internal static double[] Noise(int rows, double[] rates)
    {
        var seed = 1L;
        return [.. Enumerable.Range(0, rows).Select(t =>
        {
            seed = seed * 16807 % 2147483647;
            return seed / 2147483647.0 < rates[t * rates.Length / rows] ? 1.0 : 0;
        })];
    }

    private static int? FirstAlarm(IStreamDetector detector, IEnumerable<double> values)
    {
        var row = 0;
        foreach (var value in values)
        {
            row++;
            if (detector.Add(value) == DriftLevel.Drift) return row;
        }

        return null;
    }
}
