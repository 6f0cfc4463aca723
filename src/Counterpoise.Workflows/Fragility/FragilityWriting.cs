using System.Globalization;
using Counterpoise.Reports.Fragility;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Strategies;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Fragility;

/// <summary>Computes failures a year of fitted curves, and writes the report and the FEMA P-58 file.</summary>
public static class FragilityWriting
{
    /// <summary>Writes what is asked for.</summary>
    /// <param name="path">The file of the records, for the report.</param>
    /// <param name="structures">Structures with their curves; of transfer the target first.</param>
    /// <param name="transfer">The strategies of transfer; null for plain fits.</param>
    /// <param name="options">What is computed and written.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <returns>The structures, with their failures a year where there is a hazard curve.</returns>
    /// <exception cref="InputException">An option is out of range, or the hazard curve cannot be read.</exception>
    public static IReadOnlyList<FragilityStructure> Run(string path, IReadOnlyList<FragilityStructure> structures,
        TransferReport? transfer, FragilityOutputOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(structures);
        ArgumentNullException.ThrowIfNull(options);
        Require(options);
        if (FragilityFiles.Hazard(options, events, cancellationToken) is { } hazard)
            structures = [.. structures.Select(s => s with { Frequency = hazard.Integrate(s.Curve, options.Confidence) })];
        if (options.Fema is { } fema)
            FemaFragilityFile.Write(Components(options, structures, transfer), fema);
        if (options.Report is { } report)
            FragilityReport.Write(Summary(path, structures, transfer, options), report);
        return structures;
    }

    private static void Require(FragilityOutputOptions options)
    {
        if (options.At.FirstOrDefault(x => !(x > 0 && double.IsFinite(x)), 1) is var bad && !(bad > 0 && double.IsFinite(bad)))
            throw new InputException($"--at has {bad.ToString(CultureInfo.InvariantCulture)}; expected intensities above 0");
        if (options.Confidence is not (> 0 and < 1))
            throw new InputException(
                $"--confidence is {options.Confidence.ToString(CultureInfo.InvariantCulture)}; expected a number between 0 and 1, such "
                + $"as 0.9");
    }

    private static FragilitySummary Summary(string path, IReadOnlyList<FragilityStructure> structures, TransferReport? transfer,
        FragilityOutputOptions options) => new()
    {
        Title = transfer is null ? $"Fragility of {Path.GetFileNameWithoutExtension(path)}"
            : $"Fragility of {transfer.Problem.Target.Name}",
        Origin = options.Origin
            ?? $"Records of {Path.GetFileName(path)}. Whether they were measured or simulated was not said: give it with --origin.",
        Structures = structures,
        Transfer = transfer,
        Intensity = $"intensity, {options.Unit}",
        TableIntensities = [.. options.At],
        Confidence = options.Confidence,
        CommandLine = options.CommandLine,
        Created = DateOnly.FromDateTime(DateTime.Today),
    };

    /// <summary>States of one fit are limit states of one component; other structures are components of their own.</summary>
    private static FemaComponent[] Components(FragilityOutputOptions options, IReadOnlyList<FragilityStructure> structures,
        TransferReport? transfer)
    {
        FemaComponent Make(string id, IEnumerable<FragilityStructure> states) =>
            new(id, [.. states.Select(s => FemaLimitState.From(s.Curve))])
        {
            DemandType = options.Demand,
            DemandUnit = options.Unit,
        };
        return options.Component is { } component ? [Make(component, structures)]
            : transfer is not null ? [Make(structures[0].Name, structures.Take(1))]
            : [.. structures.Select(s => Make(s.Name, [s]))];
    }
}
