using Counterpoise.Tables;

namespace Counterpoise.Tabular.Events;

/// <summary>Events as a table of twenty numbers each, as an engineer would take them: the baseline of any sequence model.</summary>
public static class EventFeatures
{
    private static readonly string[] Names =
    [
        "time_to_collision_least", "time_to_collision_at_trigger", "gap_least", "gap_at_trigger", "closing_at_trigger",
            "target_braking_most", "target_braking_at_trigger", "beside_at_trigger", "beside_mean", "beside_least",
        "beside_rate_at_trigger", "own_speed_at_trigger", "own_brake_most", "own_acceleration_least", "target_heading_mean",
            "target_length", "target_kind", "agents_seen", "nearest_other", "target_seen_share",
    ];

    /// <summary>The table, with the label as class; row ids are the events' ids.</summary>
    /// <param name="events">At least one event.</param>
    public static Table From(IReadOnlyList<DrivingEvent> events)
    {
        ArgumentNullException.ThrowIfNull(events);
        double[][] rows = [.. events.Select(Row)];
        var columns = Names.Select((name, j) => new NumericColumn(name, [.. rows.Select(r => r[j])]));
        string[] classes = ["true", "delayed", "false"];
        return new Table([.. columns], [.. events.Select(e => e.Id)])
            .With(new Labels("trigger", classes, [.. events.Select(e => (int)e.Label)]));
    }

    private static double[] Row(DrivingEvent e)
    {
        var (v, at) = (e.Values, e.TriggerFrame);
        int[] seen = [.. Enumerable.Range(0, e.Frames).Where(t => e.Present[DrivingEvent.Target, t])],
            before = [.. seen.Where(t => t <= at)];
        double Of(int t, int channel) => v[DrivingEvent.Target, t, channel];
        double Mean(Func<int, double> of) => seen.Length == 0 ? 0 : seen.Average(of);
        double Least(Func<int, double> of, double none) => before.Length == 0 ? none : before.Min(of);
        // Beyond ten seconds nothing is told apart.
        double Time(int t) => Math.Min(e.TimeToCollision(t), 10);
        var isSeen = e.Present[DrivingEvent.Target, at];
        double[] others = [.. Enumerable.Range(DrivingEvent.Target + 1, e.Agents - 2).Where(a => e.Present[a, at])
            .Select(a => Math.Sqrt((v[a, at, DrivingEvent.Ahead] * v[a, at, DrivingEvent.Ahead])
            + (v[a, at, DrivingEvent.Left] * v[a, at, DrivingEvent.Left])))];
        return
        [
            Least(Time, 10), isSeen ? Time(at) : 10, Least(t => Of(t, DrivingEvent.Ahead), 100), isSeen ? Of(at, DrivingEvent.Ahead) : 100,
                isSeen ? -Of(at, DrivingEvent.AheadRate) : 0,
            -Least(t => Of(t, DrivingEvent.Acceleration), 0), isSeen ? -Of(at, DrivingEvent.Acceleration) : 0,
                isSeen ? Math.Abs(Of(at, DrivingEvent.Left)) : 0, Mean(t => Math.Abs(Of(t, DrivingEvent.Left))),
            Least(t => Math.Abs(Of(t, DrivingEvent.Left)), 0), isSeen ? Of(at, DrivingEvent.LeftRate) : 0,
                v[DrivingEvent.Own, at, DrivingEvent.Speed],
            Enumerable.Range(0, at + 1).Max(t => v[DrivingEvent.Own, t, DrivingEvent.Brake]),
                Enumerable.Range(0, at + 1).Min(t => v[DrivingEvent.Own, t, DrivingEvent.OwnAcceleration]),
            Mean(t => Of(t, DrivingEvent.Heading)), Mean(t => Of(t, DrivingEvent.Length)), Mean(t => Of(t, DrivingEvent.Kind)),
                Enumerable.Range(0, e.Agents).Count(a => e.Present[a, at]),
            others.DefaultIfEmpty(100).Min(), seen.Length / (double)e.Frames,
        ];
    }
}
