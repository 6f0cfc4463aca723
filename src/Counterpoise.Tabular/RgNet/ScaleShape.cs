using System.Globalization;
using Counterpoise.Messages;
using Counterpoise.Options;

namespace Counterpoise.Tabular.RgNet;

/// <summary>The shape of a <see cref="ScaleNetwork"/>: everything but its values, so that a saved network can be built again.</summary>
public sealed record ScaleShape
{
    /// <summary>Units of each scale from the row itself on, d_0 to d_L, each at least 1.</summary>
    public required int[] Widths { get; init; }

    /// <summary>Number of classes, C, at least 2.</summary>
    public required int ClassCount { get; init; }

    /// <summary>What follows each linear map. Default tanh.</summary>
    public ScaleActivation Activation { get; init; }

    /// <summary>Whether each map is followed by batch norm, which then takes the place of its bias. Default true.</summary>
    public bool HasBatchNorm { get; init; } = true;

    /// <summary>Whether maps without batch norm have a bias. Default true.</summary>
    public bool HasBias { get; init; } = true;

    /// <summary>How the maps start and whether they are learned. Default learned.</summary>
    public Coarsening Coarsening { get; init; }

    /// <summary>Units of a hidden layer between the scales and the scores; 0 for none. Default 0.</summary>
    public int HeadUnits { get; init; }

    /// <summary>Share of the concatenated units that is left out at a training step, from 0 to below 1. Default 0.</summary>
    public double Dropout { get; init; }

    /// <summary>Scores of the network: 1 for two classes, else C.</summary>
    public int Outputs => ClassCount == 2 ? 1 : ClassCount;

    /// <summary>Units that the head sees: those of all scales.</summary>
    public int Features => Widths.Sum();

    /// <summary>Number of weights, biases, scales and shifts, learned or not.</summary>
    public long ParameterCount
    {
        get
        {
            var count = 0L;
            for (var l = 0; l + 1 < Widths.Length; l++)
            {
                count += ((long)Widths[l] * Widths[l + 1]) + (HasBatchNorm ? 2 * Widths[l + 1] : HasBias ? Widths[l + 1] : 0);
            }

            return count + (HeadUnits == 0 ? (Features + 1L) * Outputs : ((Features + 1L) * HeadUnits) + ((HeadUnits + 1L) * Outputs));
        }
    }

    /// <summary>
    /// Widths d, ⌊r d⌋, … down to the least one: each scale is max(least, ⌊ratio · the one before⌋) until it no longer shrinks.
    /// </summary>
    /// <param name="columns">d, at least 1.</param>
    /// <param name="ratio">r, above 0 and below 1.</param>
    /// <param name="least">Units of the narrowest scale, at least 1.</param>
    /// <returns>At most 21 widths; d alone where d is no more than the least.</returns>
    /// <exception cref="ArgumentException">A number is out of range, or the least width is not reached in 20 steps.</exception>
    public static int[] Narrowing(int columns, double ratio, int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(columns, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 1);
        if (!(ratio is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(ratio), ratio, "expected a ratio above 0 and below 1: scales must shrink");
        }

        List<int> widths = [columns];
        while (widths[^1] > least)
        {
            if (widths.Count > 20)
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture,
                    $"{columns} columns shrink by {ratio} to {widths[^1]} in 20 scales; expected {least}: lower the ratio"), nameof(ratio));
            }

            widths.Add(Math.Max(least, (int)Math.Floor(ratio * widths[^1])));
        }

        return [.. widths];
    }

    /// <summary>Checks every number and reports all faults at once.</summary>
    /// <exception cref="InvalidOptionsException">At least one is out of range.</exception>
    public void Validate() => new OptionsCheck(nameof(ScaleShape))
        .Require(Widths.Length >= 1 && Widths.All(w => w >= 1),
            $"{new SettingPart(nameof(Widths))} is {string.Join(", ", Widths)}; expected at least one width, each at least 1")
        .Require(ClassCount >= 2, nameof(ClassCount), ClassCount, "expected at least 2")
        .Require(HeadUnits >= 0, nameof(HeadUnits), HeadUnits, "expected at least 0")
        .Require(Dropout is >= 0 and < 1, nameof(Dropout), Dropout, "expected a share from 0 to below 1")
        .ThrowIfAny();
}
