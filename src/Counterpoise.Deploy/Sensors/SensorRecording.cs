namespace Counterpoise.Deploy.Sensors;

/// <summary>An unbroken stream of samples of one or more channels, such as three axes of an accelerometer.</summary>
/// <param name="Subject">Who or what was recorded: the group that a split keeps together.</param>
/// <param name="Name">The recording, for messages.</param>
/// <param name="SampleRate">Samples a second.</param>
/// <param name="Channels">[channels][samples].</param>
/// <param name="Labels">The class of each sample, [samples].</param>
public sealed record SensorRecording(string Subject, string Name, double SampleRate, IReadOnlyList<double[]> Channels, int[] Labels)
{
    /// <summary>Samples of each channel.</summary>
    public int Samples => Labels.Length;

    /// <summary>Seconds that it lasts.</summary>
    public double Seconds => Samples / SampleRate;
}
