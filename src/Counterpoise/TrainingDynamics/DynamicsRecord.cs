using System.Globalization;
using System.Text;
using Counterpoise.Files;

namespace Counterpoise.TrainingDynamics;

/// <summary>How a model trained: its epochs, and what became of each training row.</summary>
/// <param name="Epochs">The epochs in order.</param>
/// <param name="Samples">The training rows in order.</param>
/// <param name="RareClass">The class with the fewest training rows.</param>
public sealed record DynamicsRecord(IReadOnlyList<EpochDynamics> Epochs, IReadOnlyList<SampleDynamics> Samples, int RareClass)
{
    /// <summary>A figure over the epochs.</summary>
    /// <param name="name">A name of <see cref="EpochDynamics.Figures"/>.</param>
    public double[] Trajectory(string name) => [.. Epochs.Select(e => e.Figures(RareClass)[name])];

    /// <summary>Names of the figures.</summary>
    public IReadOnlyList<string> Names => Epochs.Count == 0 ? [] : [.. Epochs[0].Figures(RareClass).Keys];

    /// <summary>Writes a line for each epoch, whole or not at all.</summary>
    /// <param name="path">A CSV file; an existing one is replaced.</param>
    public void WriteCsv(string path)
    {
        var text = new StringBuilder().AppendJoin(',', ["epoch", .. Names]).Append('\n');
        foreach (var epoch in Epochs)
        {
            text.Append(epoch.Epoch.ToString(CultureInfo.InvariantCulture));
            foreach (var value in epoch.Figures(RareClass).Values)
            {
                text.Append(',').Append(double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture));
            }

            text.Append('\n');
        }

        AtomicFile.WriteText(path, text.ToString());
    }
}
