using Counterpoise.Graph.TimeAware;
using Counterpoise.Randomness;

namespace Counterpoise.Tests.Graph.TimeAware;

/// <summary>Ratings of users some of whom are bad: what they get is mostly negative.</summary>
internal static class ToyEvents
{
    public static TimedEvents Make(int count, ulong seed, int changedFrom = int.MaxValue)
    {
        var random = new RandomStream(seed, "toy");
        var (rater, ratee, times, labels) = (new int[count], new int[count], new double[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            // From the changed event on another stream takes over: the past stays what it was.
            if (i == changedFrom)
            {
                random = new RandomStream(seed + 1000, "toy");
            }

            (rater[i], ratee[i]) = ((int)random.NextInteger(40), (int)random.NextInteger(40));
            times[i] = (i == 0 ? 1e9 : times[i - 1]) + (random.NextDouble() < 0.1 ? 0 : random.NextDouble() * 4000);
            labels[i] = random.NextDouble() < (ratee[i] < 6 ? 0.8 : 0.05) ? 1 : 0;
        }

        return new TimedEvents(["rater", "ratee"], [rater, ratee], times, labels);
    }

    public static EventGraph Graph(TimedEvents events, LabelMode labels = LabelMode.PastKnown, double delay = 0) =>
        EventGraph.Build(events, EventRelation.Ratings, new EventFeatureOptions { Labels = labels, DelaySeconds = delay });
}
