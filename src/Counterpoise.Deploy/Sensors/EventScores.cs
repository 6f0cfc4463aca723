using Counterpoise.Statistics;

namespace Counterpoise.Deploy.Sensors;

/// <summary>How a model does on streams, event by event.</summary>
/// <param name="Events">Events that there were, by class.</param>
/// <param name="Found">Events that were found, by class.</param>
/// <param name="FalseAccepts">Accepted classes while nothing happened, by class.</param>
/// <param name="Confusions">Accepted classes while another one happened.</param>
/// <param name="NegativeHours">Hours in which nothing happened.</param>
/// <param name="Latencies">Seconds from the beginning of each event that was found until it was.</param>
public sealed record EventScores(IReadOnlyList<int> Events, IReadOnlyList<int> Found, IReadOnlyList<int> FalseAccepts, int Confusions,
    double NegativeHours, IReadOnlyList<double> Latencies)
{
    /// <summary>False accepts an hour of nothing; NaN where there was no such time.</summary>
    public double FalseAcceptsPerHour => FalseAccepts.Sum() / NegativeHours;

    /// <summary>Its exact 95% interval; null where there was no such time.</summary>
    public Interval? FalseAcceptInterval => NegativeHours > 0 ? PoissonInterval.Of(FalseAccepts.Sum(), NegativeHours) : null;

    /// <summary>Share of events that were missed; NaN without events.</summary>
    public double MissRate => 1 - (Found.Sum() / (double)Events.Sum());

    /// <summary>Median seconds until an event was found; NaN where none was.</summary>
    public double MedianLatency => Latencies.Count == 0 ? double.NaN : Latencies.Order().ElementAt(Latencies.Count / 2);

    /// <summary>
    /// Runs streams through decider and smoothing. A class counts when it becomes the accepted one: as found where it happens or has just
    /// ended (as long as smoothing looks back), as confusion where another class happens, else as false accept.
    /// </summary>
    /// <param name="streams">Streams with what a model says of them.</param>
    /// <param name="thresholds">The least probability of each class, [C].</param>
    /// <param name="negative">The negative class.</param>
    /// <param name="smoothing">Smoothing, or null for the defaults.</param>
    public static EventScores Simulate(IEnumerable<ScoredStream> streams, IReadOnlyList<double> thresholds, int negative,
        SmoothingOptions? smoothing = null)
    {
        ArgumentNullException.ThrowIfNull(streams);
        ArgumentNullException.ThrowIfNull(thresholds);
        smoothing ??= new SmoothingOptions();
        var classes = thresholds.Count;
        int[] events = new int[classes], found = new int[classes], wrong = new int[classes];
        var (confusions, hours, latencies) = (0, 0.0, new List<double>());
        foreach (var stream in streams)
        {
            var decider = new StreamDecider(thresholds, negative, smoothing);
            var seen = new HashSet<int>();
            var before = -1;
            var hop = stream.Ends.Length > 1 ? stream.Ends[1] - stream.Ends[0] : 0;
            var late = stream.WindowSeconds + ((smoothing.Windows - 1) * hop);
            foreach (var (i, p) in stream.Probabilities.Index())
            {
                var accepted = decider.Next(p);
                if (accepted >= 0 && accepted != before)
                {
                    var time = stream.Ends[i];
                    int Happening(Func<int, bool> wanted) => Enumerable.Range(0, stream.Events.Count).FirstOrDefault(e =>
                        wanted(stream.Events[e].Class) && time >= stream.Events[e].Start && time <= stream.Events[e].End + late, -1);
                    if (Happening(c => c == accepted) is var own and >= 0)
                    {
                        if (seen.Add(own)) latencies.Add(time - stream.Events[own].Start);
                    }
                    else if (Happening(_ => true) >= 0) confusions++;
                    else wrong[accepted]++;
                }

                before = accepted;
            }

            foreach (var e in stream.Events) events[e.Class]++;
            foreach (var e in seen) found[stream.Events[e].Class]++;
            hours += stream.NegativeSeconds / 3600;
        }

        return new EventScores(events, found, wrong, confusions, hours, latencies);
    }
}
