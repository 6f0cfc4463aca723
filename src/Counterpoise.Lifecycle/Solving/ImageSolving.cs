using Counterpoise.Workflows;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Images;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>
/// Searches a pipeline on frozen features of images, which are computed once and kept, and saves the model of the one to take.
/// </summary>
public static class ImageSolving
{
    /// <summary>Works.</summary>
    /// <param name="options">Which images.</param>
    /// <param name="progress">Told of each pipeline that was tried; or null.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; no file is written then, and features stay kept.</param>
    /// <exception cref="InputException">The images or an option cannot be used.</exception>
    public static SolveResult Run(ImageSolvingOptions options, IProgress<SolveProgress>? progress = null,
        IProgress<WorkflowEvent>? events = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Search.Validate();
        if (options.Output is { } output)
        {
            OutputPath.RequireOther(output, options.Data.Path);
            OutputPath.RequireFile(output, "a model on frozen features");
        }

        var images = ImageFeatureTable.Read(options.Data, options.Network, includesTest: false, events, cancellationToken);
        var result = TableSolver.Run(images.Table, options.Search with { Space = SolveSpace.Features }, progress, cancellationToken);
        if (options.Output is { } file)
        {
            var model = ModelContent.Train(result.Chosen, images.Table, options.Search.Metric, options.Search.Seed, cancellationToken)
                .Describe(new Dictionary<string, string>(), [], options.CommandLine);
            foreach (var note in model.Card.Notes)
                events.Note(note);
            images.Save(model, file);
        }

        return result;
    }
}
