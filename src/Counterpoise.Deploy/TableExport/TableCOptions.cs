using System.Text.RegularExpressions;
using Counterpoise.Calibration;
using Counterpoise.Options;

namespace Counterpoise.Deploy.TableExport;

/// <summary>How a model of tables is written as C.</summary>
public sealed partial record TableCOptions
{
    /// <summary>Prefix of functions, constants and file names: a C identifier in lower case. Default <c>model</c>.</summary>
    public string Name { get; init; } = "model";

    /// <summary>The numbers that the C computes with. Default double.</summary>
    public RealPrecision Precision { get; init; } = RealPrecision.Double;

    /// <summary>A correction to other class priors, after which the most probable class is decided. Default null: none.</summary>
    public PriorCorrection? Correction { get; init; }

    /// <summary>Rows that a test program is written for, drawn around the training rows' means; 0 for no program. Default 32.</summary>
    public int GoldenRows { get; init; } = 32;

    /// <summary>Checks every value.</summary>
    /// <exception cref="InvalidOptionsException">One or more values cannot be used; the message names each.</exception>
    public void Validate() => new OptionsCheck(nameof(TableCOptions))
        .Require(Identifier().IsMatch(Name),
            $"{nameof(Name)} is '{Name}'; expected lower-case letters, digits and underscores, a letter first")
        .Require(GoldenRows is >= 0 and <= 10_000, $"{nameof(GoldenRows)} is {GoldenRows}; expected 0 to 10000")
        .ThrowIfAny();

    [GeneratedRegex("^[a-z][a-z0-9_]{0,39}$")]
    private static partial Regex Identifier();
}
