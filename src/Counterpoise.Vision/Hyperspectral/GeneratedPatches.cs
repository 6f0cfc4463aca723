using System.Globalization;
using Counterpoise.Randomness;

namespace Counterpoise.Vision.Hyperspectral;

/// <summary>Generated patches of fields with class spectra, for tests of shape and speed: never a result about crops.</summary>
public static class GeneratedPatches
{
    /// <summary>
    /// Draws patches: each is cut by random lines into fields; a class's spectrum is a sum of three bumps; class priors fall as 1, ½, ⅓, …
    /// </summary>
    /// <param name="count">Patches, at least 1.</param>
    /// <param name="bands">Bands, at least 1.</param>
    /// <param name="side">Height and width, at least 1.</param>
    /// <param name="classes">Classes, at least 2.</param>
    /// <param name="noise">Deviation of the noise beside spectra of about 1.</param>
    /// <param name="seed">The seed.</param>
    public static PixelPatches Create(int count, int bands, int side, int classes, double noise, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(bands, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(side, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 2);
        var spectra = Enumerable.Range(0, classes).Select(c => Spectrum(bands, new RandomStream(seed, "spectrum", (ulong)c))).ToArray();
        var area = side * side;
        var (values, labels) = (new float[count * bands * area], new long[count * area]);
        Parallel.For(0, count, row =>
        {
            var random = new RandomStream(seed, "patch", (ulong)row);
            var (angle, cut, split) = (random.NextDouble() * Math.PI, (random.NextDouble() * side) - (side / 4.0),
                random.NextDouble() * side);
            long[] fields = [Draw(classes, random), Draw(classes, random), Draw(classes, random)];
            for (var i = 0; i < area; i++)
            {
                var along = (i % side * Math.Cos(angle)) + (i / side * Math.Sin(angle));
                var label = along < cut ? fields[0] : i / side < split ? fields[1] : fields[2];
                labels[(row * area) + i] = label;
                for (var band = 0; band < bands; band++)
                {
                    values[(((row * bands) + band) * area) + i] = (float)(spectra[label][band] + (noise * random.NextNormal()));
                }
            }
        });
        return new(values, labels, bands, side, side, [.. Enumerable.Range(1, classes)
            .Select(c => string.Create(CultureInfo.InvariantCulture, $"class {c}"))], IsSynthetic: true);
    }

    private static double[] Spectrum(int bands, RandomStream random)
    {
        var bumps = Enumerable.Range(0, 3).Select(_ => (At: random.NextDouble(), Wide: 0.05 + (0.2 * random.NextDouble()),
            High: random.NextNormal())).ToArray();
        return [.. Enumerable.Range(0, bands).Select(b => bumps.Sum(p =>
            p.High * Math.Exp(-Math.Pow(((b + 0.5) / bands) - p.At, 2) / (2 * p.Wide * p.Wide))))];
    }

    private static long Draw(int classes, RandomStream random)
    {
        var total = Enumerable.Range(1, classes).Sum(c => 1.0 / c);
        var at = random.NextDouble() * total;
        for (var c = 0; c < classes - 1; c++)
        {
            at -= 1.0 / (c + 1);
            if (at < 0)
            {
                return c;
            }
        }

        return classes - 1;
    }
}
