using Counterpoise.Randomness;

namespace Counterpoise.Deploy.Sensors;

/// <summary>
/// Generated motion of a wrist, three axes at 62.5 Hz, for tests and demonstrations; nobody wore a sensor. Each subject has a gravity, a
/// pace and a strength of its own, so that a split which shares subjects flatters. Classes: idle (negative, most of the time), walk, shake,
/// and fall, which is rare.
/// </summary>
public static class GeneratedMotion
{
    /// <summary>Samples a second.</summary>
    public const double SampleRate = 62.5;

    /// <summary>The classes; the first is the negative one.</summary>
    public static IReadOnlyList<string> Classes { get; } = ["idle", "walk", "shake", "fall"];

    /// <summary>Draws recordings, one for each subject.</summary>
    /// <param name="subjects">How many, at least 1.</param>
    /// <param name="minutes">How long each is, above 0.</param>
    /// <param name="seed">The seed.</param>
    /// <param name="subjectEffect">Strength of the subjects' own ways, at least 0. Default 1.</param>
    public static IReadOnlyList<SensorRecording> Draw(int subjects, double minutes, ulong seed, double subjectEffect = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(subjects, 1);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(minutes);
        return [.. Enumerable.Range(0, subjects).Select(s =>
            Subject($"s{s + 1}", (int)(minutes * 60 * SampleRate), new RandomStream(seed, "motion", [(ulong)s]), subjectEffect))];
    }

    private static SensorRecording Subject(string name, int samples, RandomStream random, double effect)
    {
        var axes = new[] { new double[samples], new double[samples], new double[samples] };
        var labels = new int[samples];
        double[] gravity = [.. axes.Select(_ => 0.5 * effect * random.NextNormal())];
        var (pace, strength) = (Math.Exp(0.25 * effect * random.NextNormal()), Math.Exp(0.4 * effect * random.NextNormal()));
        for (var at = 0; at < samples;)
        {
            var draw = random.NextDouble();
            var kind = draw < 0.55 ? 0 : draw < 0.78 ? 1 : draw < 0.93 ? 2 : 3;
            var seconds = kind == 3 ? 3 : kind == 0 ? 8 + (20 * random.NextDouble()) : 5 + (8 * random.NextDouble());
            var end = Math.Min(samples, at + (int)(seconds * SampleRate));
            Fill(axes, labels, at, end, kind, gravity, pace, strength, random);
            at = end;
        }

        return new SensorRecording(name, name, SampleRate, axes, labels);
    }

    private static void Fill(double[][] axes, int[] labels, int start, int end, int kind, double[] gravity, double pace, double strength,
        RandomStream random)
    {
        var (frequency, size) = kind switch { 1 => (1.8 * pace, 0.5 * strength), 2 => (5.5 * pace, 0.9 * strength), _ => (0.3, 0.05) };
        var phase = 2 * Math.PI * random.NextDouble();
        // Idle hands move too: now and then something like a step.
        var restless = kind == 0 && random.NextDouble() < 0.25 ? 0.25 * strength : 0;
        for (var i = start; i < end; i++)
        {
            labels[i] = kind;
            var t = (i - start) / SampleRate;
            var wave = Math.Sin((2 * Math.PI * frequency * t) + phase);
            var fall = kind == 3 ? strength * 3 * Math.Exp(-Math.Pow((t - 1.2) / 0.25, 2)) : 0;
            for (var a = 0; a < axes.Length; a++)
            {
                var own = a == 1 ? wave : 0.4 * wave * wave;
                axes[a][i] = gravity[a] + (a == 2 ? 1 : 0) + (size * own) + (restless * Math.Sin(2 * Math.PI * 2.4 * t)) + (fall * (a == 2
                    ? 1 : 0.5))
                    + (0.08 * random.NextNormal());
            }
        }
    }
}
