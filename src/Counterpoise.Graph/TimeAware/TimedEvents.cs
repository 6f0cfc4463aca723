using Counterpoise.Graph.Graphs;
using Counterpoise.Numerics;

namespace Counterpoise.Graph.TimeAware;

/// <summary>Events in time between entities: ratings between users, payments of a customer to a merchant, rows of a card file.</summary>
public sealed class TimedEvents
{
    /// <summary>Creates the events and checks them.</summary>
    /// <param name="roles">What entities do in an event, such as rater and ratee; may be empty.</param>
    /// <param name="entities">The entity in each role of each event, [roles][n], 0 or more; one numbering for all roles.</param>
    /// <param name="times">Seconds, [n], in order.</param>
    /// <param name="labels">1 for the positive class, 0 for the other, [n].</param>
    /// <param name="features">What is known of an event when it happens, [n, F]; F may be 0.</param>
    /// <param name="outcomes">What becomes known with the label, such as the rating, [n]; null for the label itself.</param>
    /// <exception cref="GraphFormatException">A time goes back, or a number is not finite; the message names the event.</exception>
    public TimedEvents(IReadOnlyList<string> roles, int[][] entities, double[] times, int[] labels, DenseMatrix? features = null,
        double[]? outcomes = null)
    {
        ArgumentNullException.ThrowIfNull(roles);
        ArgumentNullException.ThrowIfNull(entities);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(labels);
        (Roles, Entities, Times, Labels) = (roles, entities, times, labels);
        Features = features ?? new DenseMatrix(times.Length, 0);
        Outcomes = outcomes ?? Array.ConvertAll(labels, l => (double)l);
        if (entities.Length != roles.Count || entities.Any(e => e.Length != Count) || labels.Length != Count || Features.Rows != Count
            || Outcomes.Length != Count)
        {
            throw new ArgumentException(
                $"{Count} times, {labels.Length} labels, {Features.Rows} rows of features and {entities.Length} lists of entities for "
                    + $"{roles.Count} roles; expected one of each for every event",
                nameof(times));
        }

        var faults = new List<GraphFault>();
        for (var i = 0; i < Count; i++)
        {
            if (!double.IsFinite(times[i]) || !double.IsFinite(Outcomes[i])
                || Features.Row(i).IndexOfAnyExceptInRange(double.MinValue, double.MaxValue) >= 0)
            {
                faults.Add(new(GraphFaultKind.NotFinite, $"event {i}", "its time, outcome or a feature is not finite"));
            }
            else if (i > 0 && times[i] < times[i - 1])
            {
                faults.Add(new(GraphFaultKind.FutureEdge, $"event {i}",
                    FormattableString.Invariant(
                    $"its time {times[i]} lies before {times[i - 1]} of the event above; order events by time")));
            }
        }

        if (faults.Count > 0)
        {
            throw new GraphFormatException(faults);
        }
    }

    /// <summary>What entities do in an event.</summary>
    public IReadOnlyList<string> Roles { get; }

    /// <summary>The entity in each role of each event, [roles][n].</summary>
    public int[][] Entities { get; }

    /// <summary>Seconds, [n], in order.</summary>
    public double[] Times { get; }

    /// <summary>1 for the positive class, [n].</summary>
    public int[] Labels { get; }

    /// <summary>What is known of an event when it happens, [n, F].</summary>
    public DenseMatrix Features { get; }

    /// <summary>What becomes known with the label, [n].</summary>
    public double[] Outcomes { get; }

    /// <summary>The number of events, n.</summary>
    public int Count => Times.Length;

    /// <summary>One event.</summary>
    /// <param name="index">0 to n − 1.</param>
    public TimedEvent this[int index] => new(Times[index], [.. Entities.Select(e => e[index])], Features.Row(index).ToArray());
}
