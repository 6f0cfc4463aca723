using Counterpoise.Deploy.Sensors;
using Counterpoise.Randomness;
using Counterpoise.Statistics;

namespace Counterpoise.Deploy.Tests.Sensors;

/// <summary>Windows, splits, smoothing and events by hand.</summary>
public sealed class StreamTests
{
    [Fact]
    public void Windows_take_the_class_of_four_fifths_and_leave_out_what_is_no_number()
    {
        var labels = Enumerable.Repeat(0, 18).Concat(Enumerable.Repeat(1, 22)).ToArray();
        var axis = Enumerable.Range(0, 40).Select(i => (double)i).ToArray();
        axis[35] = double.NaN;
        SensorRecording[] recordings = [new("a", "one", 10, [axis], labels), new("a", "short", 10, [new double[5]], new int[5])];
        var cut = WindowCut.Of(recordings, new WindowOptions { Seconds = 1, Hop = 1 });
        // 0–10 is 0; 10–20 has 8 of 10 of class 0; 20–30 is 1; 30–40 has a NaN.
        Assert.Equal([0, 0, 1], cut.Windows.Select(w => w.Label));
        Assert.Equal((0, 1, 1), (cut.Mixed, cut.NotFinite, cut.TooShort));
        Assert.Equal(1, WindowCut.Of(recordings, new WindowOptions { Seconds = 1, Hop = 1, MajorityShare = 0.9 }).Mixed);
        var other = recordings[0] with { SampleRate = 20 };
        Assert.Contains("nothing is resampled", Assert.Throws<ArgumentException>(() => WindowCut.Of([recordings[0], other])).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_split_by_subject_shares_nobody_and_one_by_time_no_window()
    {
        var recordings = GeneratedMotion.Draw(9, 2, 4);
        var split = RecordingSplit.BySubject(recordings, WindowCut.Of(recordings).Windows, 0.3, 0.2, new RandomStream(1));
        string[] Who(IReadOnlyList<SensorRecording> part) => [.. part.Select(r => r.Subject).Distinct()];
        Assert.NotEmpty(split.Validation);
        Assert.Equal(9, Who(split.Train).Length + Who(split.Validation).Length + Who(split.Test).Length);
        Assert.Equal(9, Who([.. split.Train, .. split.Validation, .. split.Test]).Length);
        var time = RecordingSplit.ByTime(recordings, 0.25, 0.25, 2);
        Assert.Equal(9, time.Test.Count);
        // Two gaps of 125 samples are in no part.
        Assert.Equal(recordings[0].Samples - 250, time.Train[0].Samples + time.Validation[0].Samples + time.Test[0].Samples);
        Assert.Equal(recordings[0].Channels[0][^1], time.Test[0].Channels[0][^1]);
        Assert.Throws<ArgumentException>(() => RecordingSplit.BySubject([.. recordings.Take(2)], WindowCut.Of([.. recordings.Take(2)])
            .Windows, 0.3, 0.2,
            new RandomStream(1)));
    }

    [Fact]
    public void A_mean_of_windows_decides_and_a_threshold_rejects()
    {
        double[] no = [1, 0, 0], yes = [0.1, 0.8, 0.1];
        var decider = new StreamDecider([0, 0.5, 0.5], 0, new SmoothingOptions { Windows = 3 });
        // Means of class 1: .27, .53, .8, .53, .27.
        Assert.Equal([-1, 1, 1, 1, -1], new[] { yes, yes, yes, no, no }.Select(decider.Next));
        var votes = new StreamDecider([0, 0.5, 0.5], 0, new SmoothingOptions { Windows = 3, Votes = 2 });
        Assert.Equal([-1, 1, 1, 1, -1], new[] { yes, yes, no, yes, no }.Select(votes.Next).ToArray()[..4].Append(votes.Next(no)));
        var strict = new StreamDecider([0, 0.9, 0.9], 0, new SmoothingOptions { Windows = 1 });
        Assert.Equal(-1, strict.Next(yes));
    }

    [Fact]
    public void Events_are_found_once_and_accepts_of_nothing_are_counted_by_the_hour()
    {
        double[] no = [1, 0, 0], one = [0, 1, 0], two = [0, 0, 1];
        // An event of class 1 from second 10 to 13; windows of 1 s end at 1, 2, …, 20.
        var p = Enumerable.Range(1, 20).Select(t => t is 4 ? one : t is 12 or 13 ? one : t is 11 ? two : no).ToArray();
        var stream = new ScoredStream(20, [(1, 10, 13)], [.. Enumerable.Range(1, 20).Select(t => (double)t)], p, 1);
        var scores = EventScores.Simulate([stream], [0, 0.5, 0.5], 0, new SmoothingOptions { Windows = 1 });
        Assert.Equal((1, 1, 1, 1), (scores.Events.Sum(), scores.Found.Sum(), scores.FalseAccepts.Sum(), scores.Confusions));
        Assert.Equal(3600 / 17.0, scores.FalseAcceptsPerHour, 1e-9);
        Assert.Equal((2.0, 0.0), (scores.MedianLatency, scores.MissRate));
        Assert.True(scores.FalseAcceptInterval!.Contains(scores.FalseAcceptsPerHour));
        var deaf = EventScores.Simulate([stream], [0, 1.01, 1.01], 0);
        Assert.Equal((1.0, 0), (deaf.MissRate, deaf.FalseAccepts.Sum()));
    }

    [Fact]
    public void Poisson_intervals_are_those_of_the_table()
    {
        // Garwood's exact limits: 0 events [0, 3.689], 5 events [1.623, 11.668].
        var none = PoissonInterval.Of(0, 1);
        Assert.Equal((0, 3.6888794541), (none.Lower, Math.Round(none.Upper, 10)));
        var five = PoissonInterval.Of(5, 2);
        Assert.Equal(1.6234863901 / 2, five.Lower, 1e-8);
        Assert.Equal(11.6683320842 / 2, five.Upper, 1e-8);
        Assert.Throws<ArgumentOutOfRangeException>(() => PoissonInterval.Of(1, 0));
    }

    [Fact]
    public void Thresholds_are_the_lowest_that_keep_the_target_and_absent_classes_are_told()
    {
        // Class 1 scores .6 twice over nothing and .9 in its event; class 2 never comes.
        double[] P(double one) => [1 - one, one, 0];
        var p = Enumerable.Range(1, 30).Select(t => P(t is 3 or 23 ? 0.6 : t is 12 or 13 ? 0.9 : 0.1)).ToArray();
        var stream = new ScoredStream(30, [(1, 10, 13)], [.. Enumerable.Range(1, 30).Select(t => (double)t)], p, 1);
        var chosen = RejectionThresholds.Choose([stream], ["idle", "wave", "fall"], 0, 0, new SmoothingOptions { Windows = 1 });
        Assert.Equal([0.5, 0.9, 0.5], chosen.Values);
        Assert.Contains("'fall' stays at 0.5", Assert.Single(chosen.Warnings), StringComparison.Ordinal);
        var lenient = RejectionThresholds.Choose([stream], ["idle", "wave", "fall"], 0, 1e6, new SmoothingOptions { Windows = 1 });
        Assert.Equal(0.6, lenient.Values[1]);
    }
}
