using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Counterpoise.Deploy.Sensors;

/// <summary>Features of windows in time and frequency.</summary>
public static class SpectralFeatures
{
    private const double Least = 1e-12;

    /// <summary>Bands of a motion window's spectrum; with the root mean square eleven features an axis, 33 of three.</summary>
    public const int Bands = 10;

    /// <summary>Root mean square, √(Σx²/n); 0 of nothing.</summary>
    /// <param name="samples">n samples.</param>
    public static double Rms(ReadOnlySpan<double> samples)
    {
        var sum = 0.0;
        foreach (var x in samples) sum += x * x;
        return samples.IsEmpty ? 0 : Math.Sqrt(sum / samples.Length);
    }

    /// <summary>Root mean square of what is left without the mean.</summary>
    /// <param name="samples">n samples.</param>
    public static double RmsWithoutMean(ReadOnlySpan<double> samples)
    {
        var centred = Centred(samples);
        return Rms(centred);
    }

    /// <summary>One-sided periodogram without the mean: |X_k|²/n for k = 0 … n/2, doubled where −k is another frequency.</summary>
    /// <param name="samples">n samples.</param>
    /// <returns>n/2 + 1 powers; power k is at k · rate / n.</returns>
    public static double[] Periodogram(ReadOnlySpan<double> samples) =>
        samples.IsEmpty ? [] : Spectrum(Centred(samples), samples.Length);

    /// <summary>
    /// Welch's estimate: the mean of periodograms of Hann-weighted segments that overlap by half, each without its mean and divided by the
    /// weights' Σw².
    /// </summary>
    /// <param name="samples">n samples.</param>
    /// <param name="segment">Samples of a segment, at least 2; where n is less, one segment of n.</param>
    /// <returns>segment/2 + 1 powers.</returns>
    public static double[] Welch(ReadOnlySpan<double> samples, int segment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(segment, 2);
        segment = Math.Min(segment, samples.Length);
        if (segment < 2) return new double[1];
        double[] hann = [.. Enumerable.Range(0, segment).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * i / segment)))];
        var power = new double[(segment / 2) + 1];
        var segments = 0;
        for (var start = 0; start + segment <= samples.Length; start += Math.Max(1, segment / 2), segments++)
        {
            var part = Centred(samples.Slice(start, segment));
            for (var i = 0; i < segment; i++) part[i] *= hann[i];
            var one = Spectrum(part, hann.Sum(w => w * w));
            for (var k = 0; k < power.Length; k++) power[k] += one[k];
        }

        return Array.ConvertAll(power, p => p / segments);
    }

    /// <summary>
    /// Features of motion: of each axis the root mean square and the natural logarithm of the power in ten equal bands from 0 to half the
    /// rate (Welch, segments of 64), so 33 of three axes.
    /// </summary>
    /// <param name="axes">[axes][n].</param>
    public static double[] Motion(IReadOnlyList<double[]> axes)
    {
        ArgumentNullException.ThrowIfNull(axes);
        const int segment = 64;
        return [.. axes.SelectMany(axis => BandPowers(Welch(axis, segment)).Prepend(Rms(axis)))];
    }

    /// <summary>Names of what <see cref="Motion"/> gives.</summary>
    /// <param name="axes">Names of the axes.</param>
    public static string[] MotionNames(IEnumerable<string> axes) =>
        [.. axes.SelectMany(a => Enumerable.Range(1, Bands).Select(b => $"{a}_band{b}").Prepend($"{a}_rms"))];

    /// <summary>ln(power) of ten equal bands; frequency 0 belongs to none.</summary>
    private static IEnumerable<double> BandPowers(double[] power)
    {
        var sums = new double[Bands];
        for (var k = 1; k < power.Length; k++) sums[Math.Min(Bands - 1, (k - 1) * Bands / (power.Length - 1))] += power[k];
        return sums.Select(s => Math.Log(s + Least));
    }

    private static double[] Centred(ReadOnlySpan<double> samples)
    {
        var mean = 0.0;
        foreach (var x in samples) mean += x;
        mean /= Math.Max(1, samples.Length);
        var centred = samples.ToArray();
        for (var i = 0; i < centred.Length; i++) centred[i] -= mean;
        return centred;
    }

    private static double[] Spectrum(double[] samples, double divisor)
    {
        var n = samples.Length;
        var values = Array.ConvertAll(samples, x => new Complex(x, 0));
        Fourier.Forward(values, FourierOptions.AsymmetricScaling);
        var power = new double[(n / 2) + 1];
        for (var k = 0; k < power.Length; k++)
        {
            var magnitude = values[k].Magnitude;
            power[k] = (k == 0 || 2 * k == n ? 1 : 2) * magnitude * magnitude / divisor;
        }

        return power;
    }
}
