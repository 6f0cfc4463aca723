using Counterpoise.Randomness;

namespace Counterpoise.Tabular.Events;

/// <summary>
/// Generates triggers of an emergency brake: <b>simulated, not recorded</b>, since no public set of such events exists. A car follows
/// another that brakes; a trigger is delayed where little time is left, and false where the target was beside the path.
/// </summary>
/// <remarks>
/// Classes overlap on purpose: times to collision of true triggers are 0.7 to 2.2 s, of delayed ones 0.35 to 1 s; false targets stand 1.4
/// to 4 m beside the path, true ones up to 1.3 m; sensors are noisy. Nothing learned here says how well it would do on recorded events.
/// </remarks>
public static class DrivingSimulator
{
    private const double Seconds = 0.1;

    /// <summary>Generates events.</summary>
    /// <param name="random">The draws.</param>
    /// <param name="options">Options; null takes the defaults.</param>
    /// <exception cref="ArgumentException">Options are wrong.</exception>
    public static IReadOnlyList<DrivingEvent> Generate(IRandomSource random, DrivingSimulatorOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(random);
        options ??= new DrivingSimulatorOptions();
        options.Validate();
        return [.. Enumerable.Range(0, options.Events).Select(i => One(i, random, options))];
    }

    private static DrivingEvent One(int id, IRandomSource random, DrivingSimulatorOptions options)
    {
        double U(double low, double high) => low + ((high - low) * random.NextDouble());
        var draw = random.NextDouble();
        var label = draw < options.DelayedShare ? DrivingLabel.Delayed : draw < options.DelayedShare + options.FalseShare
            ? DrivingLabel.False : DrivingLabel.True;
        var (frames, trigger) = (options.Frames, options.Frames * 3 / 4);
        var (values, present) = (new double[options.Agents, frames, DrivingEvent.Channels], new bool[options.Agents, frames]);
        var (speed, closing, braking) = (U(10, 28), U(4, 9), U(3, 7));
        var time = label switch { DrivingLabel.Delayed => U(.35, 1), _ => U(.7, 2.2) };
        var beside = label == DrivingLabel.False ? U(1.4, 4) * (random.NextDouble() < .5 ? -1 : 1) : U(-1.3, 1.3);
        var begin = trigger - (int)U(5, 15);

        // Backwards and forwards from the trigger, where gap and closing speed are known.
        var rates = new double[frames];
        for (var t = 0; t < frames; t++)
        {
            var braked = Math.Clamp(t - begin, 0, trigger - begin) * Seconds;
            // After the trigger the own car brakes as hard as it must to stop half a metre before the target.
            var hard = Math.Max(5, closing * closing / (2 * Math.Max((time * closing) - .5, .2)));
            rates[t] = Math.Min(0, -closing + (t > trigger ? (t - trigger) * Seconds * hard
                : (((trigger - begin) * Seconds) - braked) * braking * .6));
        }

        var ahead = new double[frames];
        ahead[trigger] = time * closing;
        for (var t = trigger - 1; t >= 0; t--)
        {
            ahead[t] = ahead[t + 1] - ((rates[t] + rates[t + 1]) / 2 * Seconds);
        }

        for (var t = trigger + 1; t < frames; t++)
        {
            ahead[t] = ahead[t - 1] + ((rates[t] + rates[t - 1]) / 2 * Seconds);
        }

        // The tracker is off by the same over all frames.
        double Off() => options.Noise * random.NextNormal();
        var (offAhead, offLeft) = (Math.Max(Off(), .1 - ahead.Min()), Off());
        for (var t = 0; t < frames; t++)
        {
            Own(values, present, t, trigger, speed, random);
            Other(values, present, 1, t, ahead[t] + offAhead, beside + offLeft, rates[t],
                t >= begin && label != DrivingLabel.False ? -braking : 0, random, options.Noise, 4.5, 1);
        }

        for (var a = 2; a < options.Agents; a++)
        {
            if (random.NextDouble() < .3)
            {
                continue;
            }

            var (x, y, rate, kind) = (U(8, 60), U(3, 8) * (random.NextDouble() < .5 ? -1 : 1), U(-3, 3), (int)U(1, 4));
            for (var t = 0; t < frames; t++)
            {
                Other(values, present, a, t, x + (rate * t * Seconds), y, rate, 0, random, options.Noise, 4 + kind, kind);
            }
        }

        return new DrivingEvent(id, label, values, present, trigger, Seconds);
    }

    private static void Own(double[,,] values, bool[,] present, int t, int trigger, double speed, IRandomSource random)
    {
        var braking = t >= trigger ? Math.Min(8, (t - trigger) * 2.0) : 0;
        present[0, t] = true;
        values[0, t, DrivingEvent.Speed] = Math.Max(0, speed - (t > trigger ? (t - trigger) * braking / 2 * Seconds : 0)
            + (.05 * random.NextNormal()));
        values[0, t, DrivingEvent.OwnAcceleration] = -braking + (.2 * random.NextNormal());
        values[0, t, DrivingEvent.Brake] = braking / 8;
        values[0, t, DrivingEvent.Steering] = .01 * random.NextNormal();
        values[0, t, DrivingEvent.YawRate] = .01 * random.NextNormal();
    }

    /// <summary>What the sensors see: the track is off as a whole, and each frame a little more.</summary>
    private static void Other(double[,,] values, bool[,] present, int agent, int t, double ahead, double left, double rate,
        double acceleration, IRandomSource random, double noise, double length, int kind)
    {
        present[agent, t] = true;
        values[agent, t, DrivingEvent.Ahead] = ahead + (.02 * noise * random.NextNormal());
        values[agent, t, DrivingEvent.Left] = left + (.02 * noise * random.NextNormal());
        values[agent, t, DrivingEvent.AheadRate] = rate + (.25 * noise * random.NextNormal());
        values[agent, t, DrivingEvent.LeftRate] = .05 * noise * random.NextNormal();
        values[agent, t, DrivingEvent.Acceleration] = acceleration + (noise * .5 * random.NextNormal());
        values[agent, t, DrivingEvent.Heading] = .02 * noise * random.NextNormal();
        values[agent, t, DrivingEvent.Length] = length;
        values[agent, t, DrivingEvent.Kind] = kind;
    }
}
