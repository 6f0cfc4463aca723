using Counterpoise.Data.Matlab;
using Counterpoise.Numerics;
using Counterpoise.Transfer.Curves;
using Counterpoise.Transfer.Experiments;
using Counterpoise.Transfer.Fitting;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Fragility;

/// <summary>
/// The covariate form on MATLAB files: features and a continuous response, of which values above a threshold are failures.
/// </summary>
public static class MatlabTransfer
{
    /// <summary>Fits the covariate form to a file.</summary>
    /// <param name="options">The file.</param>
    /// <param name="fit">How it is fitted.</param>
    /// <exception cref="InputException">The file lacks a matrix, or they do not fit each other.</exception>
    public static CovariateFit Fit(MatlabTransferOptions options, CovariateFitOptions fit)
    {
        ArgumentNullException.ThrowIfNull(options);
        return CovariateFit.Compute(Read(options, options.Path), fit);
    }

    /// <summary>Compares the strategies over draws of a scarce target.</summary>
    /// <param name="options">The files.</param>
    /// <param name="draws">How many draws.</param>
    /// <param name="form">Shape of the curves.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early.</param>
    /// <exception cref="InputException">A file lacks a matrix, or they do not fit each other.</exception>
    public static IReadOnlyList<CovariateArmScore> Compare(MatlabTransferOptions options, int draws, FragilityForm form,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var target = Read(options, options.Path);
        var source = Read(options, options.SourceFile ?? throw new InputException("there is no file to learn from: name it"));
        var scores = CovariateTransferExperiment.Run(source, target, options.Rows, draws, options.Seed, options: new() { Form = form },
            cancellationToken: cancellationToken);
        events.Note(
            $"{source.FailureCount} of {source.Count} source rows and {target.FailureCount} of {target.Count} target rows have a "
                + $"response above {options.Threshold}");
        return scores;
    }

    private static CovariateRecords Read(MatlabTransferOptions options, string path)
    {
        var matrices = MatlabFile.Read(path);
        DenseMatrix Find(string name, string option) => matrices.TryGetValue(name, out var found) ? found
            : throw new InputException(
                $"'{path}' has no real matrix '{name}' ({option}); it has {string.Join(", ", matrices.Keys)}");
        var (features, response) = (Find(options.Features, "--features"), Find(options.Response, "--response"));
        if (response.Data.Length != features.Rows)
            throw new InputException(
                $"'{path}' has {features.Rows} rows of features and {response.Data.Length} responses; expected as many of each");
        string[] names = [.. Enumerable.Range(1, features.Columns).Select(j => $"x{j}")];
        return CovariateRecords.FromResponses(Path.GetFileNameWithoutExtension(path), features, names, response.Data, options.Threshold);
    }
}
