namespace Counterpoise.Graph.TimeAware;

/// <summary>
/// The simplest score from the past: the smoothed share of positives (p + 0.1)/(n + 1) of each entity in its role, summed over roles. No
/// training.
/// </summary>
public static class TwoMeanScore
{
    /// <summary>Scores all events, each from strictly earlier ones.</summary>
    /// <param name="events">The events.</param>
    /// <returns>[n]; higher is likelier positive.</returns>
    public static double[] Compute(TimedEvents events)
    {
        ArgumentNullException.ThrowIfNull(events);
        var past = new Dictionary<(int, int), (double Positives, double Count)>();
        var scores = new double[events.Count];
        for (int first = 0, end; first < events.Count; first = end)
        {
            for (end = first; end < events.Count && events.Times[end] == events.Times[first]; end++)
            {
                for (var role = 0; role < events.Roles.Count; role++)
                {
                    var (positives, count) = past.GetValueOrDefault((role, events.Entities[role][end]));
                    scores[end] += (positives + 0.1) / (count + 1);
                }
            }

            for (var i = first; i < end; i++)
            {
                for (var role = 0; role < events.Roles.Count; role++)
                {
                    var key = (role, events.Entities[role][i]);
                    var (positives, count) = past.GetValueOrDefault(key);
                    past[key] = (positives + events.Labels[i], count + 1);
                }
            }
        }

        return scores;
    }
}
