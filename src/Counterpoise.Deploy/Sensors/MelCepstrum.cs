using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Counterpoise.Deploy.Sensors;

/// <summary>
/// Mel-frequency cepstral coefficients: pre-emphasis, Hamming-weighted frames, power spectrum, triangular bands on the mel scale,
/// logarithm, orthonormal DCT-II.
/// </summary>
/// <remarks>Reference: Davis and Mermelstein, IEEE TASSP 1980, doi:10.1109/TASSP.1980.1163420; mel(f) = 2595 log₁₀(1 + f/700).</remarks>
public sealed class MelCepstrum
{
    private const double Least = 1e-10;

    private readonly MelCepstrumOptions _options;
    private readonly int _frame, _hop, _size;
    private readonly double[] _window;
    private readonly double[][] _bands, _cosines;

    /// <summary>Prepares bands and weights.</summary>
    /// <param name="sampleRate">Samples a second, above 0.</param>
    /// <param name="options">Options, or null for the defaults.</param>
    /// <exception cref="ArgumentException">An option cannot be used at that rate.</exception>
    public MelCepstrum(double sampleRate, MelCepstrumOptions? options = null)
    {
        _options = options ?? new MelCepstrumOptions();
        _options.Validate();
        if (!(sampleRate > 0 && double.IsFinite(sampleRate))) throw new ArgumentOutOfRangeException(nameof(sampleRate), sampleRate,
            "expected above 0");
        (_frame, _hop) = ((int)Math.Round(_options.Frame * sampleRate), (int)Math.Round(_options.Hop * sampleRate));
        if (_frame < 2 || _hop < 1)
            throw new ArgumentException(FormattableString.Invariant($"frames of {_options.Frame} s have {_frame} samples at ")
                + FormattableString.Invariant($"{sampleRate} Hz; expected at least 2"),
                nameof(options));
        _size = (int)BitOperations.RoundUpToPowerOf2((uint)_frame);
        _window = [.. Enumerable.Range(0, _frame).Select(i => 0.54 - (0.46 * Math.Cos(2 * Math.PI * i / (_frame - 1))))];
        _bands = Bands(sampleRate, _size, _options.Mels);
        var m = _options.Mels;
        _cosines = [.. Enumerable.Range(0, _options.Coefficients).Select(k => Enumerable.Range(0, m)
            .Select(j => Math.Sqrt((k == 0 ? 1.0 : 2) / m) * Math.Cos(Math.PI * k * (j + 0.5) / m)).ToArray())];
    }

    /// <summary>mel(f) = 2595 log₁₀(1 + f/700).</summary>
    /// <param name="frequency">Hertz, at least 0.</param>
    public static double Mel(double frequency) => 2595 * Math.Log10(1 + (frequency / 700));

    /// <summary>The coefficients of each frame. O(frames · n log n).</summary>
    /// <param name="samples">Sound; shorter than a frame gives none.</param>
    /// <returns>[frames][coefficients].</returns>
    public double[][] Compute(ReadOnlySpan<double> samples)
    {
        var frames = samples.Length < _frame ? 0 : 1 + ((samples.Length - _frame) / _hop);
        var coefficients = new double[frames][];
        var values = new Complex[_size];
        for (var f = 0; f < frames; f++)
        {
            Array.Clear(values);
            for (var i = 0; i < _frame; i++)
            {
                var at = (f * _hop) + i;
                var emphasized = samples[at] - (_options.PreEmphasis * (at == 0 ? 0 : samples[at - 1]));
                values[i] = new Complex(emphasized * _window[i], 0);
            }

            Fourier.Forward(values, FourierOptions.AsymmetricScaling);
            var logs = Array.ConvertAll(_bands, band => Math.Log(Math.Max(Least, Weighted(band, values) / _size)));
            coefficients[f] = Array.ConvertAll(_cosines, cosine => cosine.Zip(logs, (c, l) => c * l).Sum());
        }

        return coefficients;
    }

    /// <summary>Mean and standard deviation of each coefficient over the frames: features of a window, twice the coefficients.</summary>
    /// <param name="samples">Sound of at least one frame.</param>
    /// <exception cref="ArgumentException">It is shorter than a frame.</exception>
    public double[] Summarize(ReadOnlySpan<double> samples)
    {
        var frames = Compute(samples);
        if (frames.Length == 0) throw new ArgumentException($"found {samples.Length} samples; expected a frame of {_frame}",
            nameof(samples));
        double[] means = [.. Enumerable.Range(0, _options.Coefficients).Select(k => frames.Average(f => f[k]))];
        return [.. means, .. means.Select((m, k) => Math.Sqrt(frames.Average(f => (f[k] - m) * (f[k] - m))))];
    }

    private static double Weighted(double[] band, Complex[] values)
    {
        var sum = 0.0;
        for (var k = 0; k < band.Length; k++)
        {
            if (band[k] > 0) sum += band[k] * ((values[k].Real * values[k].Real) + (values[k].Imaginary * values[k].Imaginary));
        }

        return sum;
    }

    private static double[][] Bands(double rate, int size, int mels)
    {
        static double Hertz(double mel) => 700 * (Math.Pow(10, mel / 2595) - 1);
        double[] edges = [.. Enumerable.Range(0, mels + 2).Select(i => Hertz(Mel(rate / 2) * i / (mels + 1)))];
        return [.. Enumerable.Range(1, mels).Select(m => Enumerable.Range(0, (size / 2) + 1).Select(k =>
        {
            var f = k * rate / size;
            return Math.Max(0, Math.Min((f - edges[m - 1]) / (edges[m] - edges[m - 1]), (edges[m + 1] - f) / (edges[m + 1] - edges[m])));
        }).ToArray())];
    }
}
