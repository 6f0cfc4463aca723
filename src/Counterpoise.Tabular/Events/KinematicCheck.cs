namespace Counterpoise.Tabular.Events;

/// <summary>
/// Whether tracks could have been driven: no acceleration beyond tyres, no speed below 0, nobody jumps through another, positions follow
/// from rates.
/// </summary>
public static class KinematicCheck
{
    /// <summary>The largest acceleration in m/s².</summary>
    public const double LargestAcceleration = 10;

    /// <summary>What a position may differ from the one that its rate gives, in m a frame.</summary>
    public const double Tolerance = 0.35;

    /// <summary>The first fault of an event; null for none.</summary>
    /// <param name="driving">The event.</param>
    public static string? Fault(DrivingEvent driving)
    {
        ArgumentNullException.ThrowIfNull(driving);
        var (values, present) = (driving.Values, driving.Present);
        for (var t = 0; t < driving.Frames; t++)
        {
            if (present[DrivingEvent.Own, t] && values[DrivingEvent.Own, t, DrivingEvent.Speed] < 0)
            {
                return FormattableString.Invariant(
                    $"the own car's speed is {values[DrivingEvent.Own, t, DrivingEvent.Speed]:F2} m/s at frame {t}; expected at least 0");
            }

            for (var a = 0; a < driving.Agents; a++)
            {
                var acceleration = values[a, t, a == DrivingEvent.Own ? DrivingEvent.OwnAcceleration : DrivingEvent.Acceleration];
                if (present[a, t] && !(Math.Abs(acceleration) <= LargestAcceleration))
                {
                    return FormattableString.Invariant(
                        $"agent {a} accelerates by {acceleration:F2} m/s² at frame {t}; expected at most {LargestAcceleration} either way");
                }
            }
        }

        return Enumerable.Range(1, driving.Agents - 1).Select(a => Track(driving, a)).FirstOrDefault(f => f is not null);
    }

    private static string? Track(DrivingEvent driving, int agent)
    {
        var (values, present) = (driving.Values, driving.Present);
        for (var t = 1; t < driving.Frames; t++)
        {
            if (!present[agent, t] || !present[agent, t - 1])
            {
                continue;
            }

            if (agent == DrivingEvent.Target && Math.Sign(values[agent, t, DrivingEvent.Ahead]) != Math.Sign(
                values[agent, t - 1, DrivingEvent.Ahead]))
            {
                return FormattableString.Invariant($"the target passes through the own car at frame {t}");
            }

            foreach (var (position, rate, name) in new[] { (DrivingEvent.Ahead, DrivingEvent.AheadRate, "ahead"),
                (DrivingEvent.Left, DrivingEvent.LeftRate, "to the left") })
            {
                var moved = values[agent, t, position] - values[agent, t - 1, position];
                var expected = (values[agent, t, rate] + values[agent, t - 1, rate]) / 2 * driving.FrameSeconds;
                if (!(Math.Abs(moved - expected) <= Tolerance))
                {
                    return FormattableString.Invariant(
                        $"agent {agent} moves {moved:F2} m {name} at frame {t}, and its rate gives {expected:F2} m");
                }
            }
        }

        return null;
    }
}
