using Counterpoise.Deploy.Sensors;
using Counterpoise.Tests;

namespace Counterpoise.Deploy.Tests.Sensors;

/// <summary>Golden numbers of specification 17, and features by hand.</summary>
public sealed class SensorFeatureTests
{
    [Fact]
    public void Root_mean_squares_are_the_golden_ones()
    {
        Assert.Equal(2.7386127875258306, SpectralFeatures.Rms([1, -2, 3, -4]), 1e-12);
        Assert.Equal(2.692582403567252, SpectralFeatures.RmsWithoutMean([1, -2, 3, -4]), 1e-12);
        Assert.Equal(0, SpectralFeatures.Rms([]));
    }

    [Fact]
    public void The_periodogram_of_a_sine_is_the_golden_one()
    {
        double[] wave = [.. Enumerable.Range(0, 8).Select(t => Math.Sin(2 * Math.PI * 2 * t / 8) + 0.5)];
        Assert.All(SpectralFeatures.Periodogram(wave).Zip([0.0, 0, 4, 0, 0]), p => Assert.Equal(p.Second, p.First, 1e-12));
    }

    [Fact]
    public void Welch_finds_the_power_of_a_sine_in_its_band_and_of_noise_in_all()
    {
        double[] wave = [.. Enumerable.Range(0, 512).Select(t => Math.Sin(2 * Math.PI * 8 * t / 64))];
        var power = SpectralFeatures.Welch(wave, 64);
        Assert.Equal(33, power.Length);
        Assert.Equal(8, Array.IndexOf(power, power.Max()));
        // Hann weights spread a line over three frequencies; what is beyond is rounding.
        Assert.True(power[7..10].Sum() > 0.999 * power.Sum());
        // The mean square of a sine is 1/2, whatever the weights: Σ power · (Σw²/n)/… is n/2 for a periodogram.
        Assert.Equal(64.0 / 2, power.Sum(), 64 * 0.01);
        Assert.Equal(2, SpectralFeatures.Welch([1.0, 2, 3], 64).Length);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1000, 999.9855371396244)]
    [InlineData(4000, 2146.06452750619)]
    [InlineData(8000, 2840.023046708319)]
    public void The_mel_scale_is_the_golden_one(double frequency, double mel) => Assert.Equal(mel, MelCepstrum.Mel(frequency), 1e-9);

    [Fact]
    public void Windows_of_two_seconds_at_62_5_hertz_have_the_golden_size_and_33_features()
    {
        var recordings = GeneratedMotion.Draw(1, 0.5, 1);
        var window = WindowCut.Of(recordings).Windows[0];
        var (samples, axes) = (window.Length, recordings[0].Channels.Count);
        Assert.Equal(375, samples * axes);
        Assert.Equal((750, 1500), (samples * axes * sizeof(short), 2 * samples * axes * sizeof(short)));
        Assert.Equal(33, SpectralFeatures.Motion([.. recordings[0].Channels.Select(c => c[..samples])]).Length);
        Assert.Equal(33, SpectralFeatures.MotionNames(["x", "y", "z"]).Distinct().Count());
    }

    [Fact]
    public void Cepstra_tell_tones_apart_and_loudness_moves_the_first_alone()
    {
        var cepstrum = new MelCepstrum(16_000);
        double[] Tone(double hertz, double size) => [.. Enumerable.Range(0, 16_000).Select(t =>
            size * Math.Sin(2 * Math.PI * hertz * t / 16_000))];
        var frames = cepstrum.Compute(Tone(440, 0.5));
        Assert.Equal((98, 13), (frames.Length, frames[0].Length));
        double[] low = cepstrum.Summarize(Tone(440, 0.5)), loud = cepstrum.Summarize(Tone(440, 1)), high = cepstrum.Summarize(Tone(3000,
            0.5));
        // A factor of 2 adds ln 4 to every band, and √40 · ln 4 to the coefficient of the constant.
        Assert.Equal(Math.Sqrt(40) * Math.Log(4), loud[0] - low[0], 1e-6);
        for (var k = 1; k < 13; k++) Assert.Equal(low[k], loud[k], 1e-6);
        Assert.True(Math.Abs(high[1] - low[1]) > 5);
        Assert.Empty(cepstrum.Compute(new double[100]));
    }

    [Theory]
    [InlineData(16, 2)]
    [InlineData(8, 1)]
    [InlineData(24, 1)]
    public void Sound_is_read_as_it_was_written(int bits, int channels)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("a.wav");
        File.WriteAllBytes(path, Wav(bits, channels, 8000, [0, 0.5, -0.5, 0.25]));
        var (rate, samples) = WavFile.Read(path);
        Assert.Equal(8000, rate);
        Assert.All(samples.Zip([0, 0.5, -0.5, 0.25]), p => Assert.Equal(p.Second, p.First, 0.01));
    }

    [Fact]
    public void Damaged_sound_is_refused_and_never_read_beyond_its_end()
    {
        using var folder = new TemporaryFolder();
        var whole = Wav(16, 1, 8000, [0, 0.5, -0.5, 0.25]);
        var path = folder.File("a.wav");
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(path, whole[..length]);
            try
            {
                Assert.InRange(WavFile.Read(path).Samples.Length, 0, 4);
            }
            catch (InvalidDataException fault)
            {
                Assert.Contains(path, fault.Message, StringComparison.Ordinal);
            }
        }

        whole[20] = 2;   // ADPCM
        File.WriteAllBytes(path, whole);
        Assert.Contains("uncompressed", Assert.Throws<InvalidDataException>(() => WavFile.Read(path)).Message, StringComparison.Ordinal);
    }

    internal static byte[] Wav(int bits, int channels, int rate, double[] samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        var data = samples.Length * channels * bits / 8;
        writer.Write("RIFF"u8);
        writer.Write(36 + data);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)channels);
        writer.Write(rate);
        writer.Write(rate * channels * bits / 8);
        writer.Write((short)(channels * bits / 8));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(data);
        foreach (var sample in samples)
        {
            for (var c = 0; c < channels; c++)
            {
                if (bits == 8) writer.Write((byte)Math.Round(128 + (127 * sample)));
                else
                {
                    var value = (int)Math.Round(sample * ((1L << (bits - 1)) - 1));
                    for (var b = 0; b < bits; b += 8) writer.Write((byte)(value >> b));
                }
            }
        }

        return stream.ToArray();
    }
}
