using Counterpoise.Methods;
using Counterpoise.TableModels;
using Counterpoise.Tables;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Tables;

namespace Counterpoise.Lifecycle.Solving;

/// <summary>Saved models of tables as the bytes of artifacts.</summary>
internal static class ModelContent
{
    public static byte[] Write(TableModel model) => InFolder(path =>
    {
        model.Save(path, SavedTableModels.Codecs);
        return File.ReadAllBytes(path);
    });

    public static TableModel Read(byte[] bytes) => InFolder(path =>
    {
        File.WriteAllBytes(path, bytes);
        return SavedTableModels.Load(path);
    });

    /// <summary>Trains a pipeline of a search as a model that can be saved; its decision is tuned for the metric of the search.</summary>
    public static TableModel Train(SolveCandidate candidate, Table rows, string metric, ulong seed, CancellationToken cancellationToken)
    {
        var learner = candidate.Learner;
        return TableModelTraining.Run(rows, new TableModelOptions
        {
            Method = candidate.ToMethod(rows.RequireLabels().Classes),
            Learner = learner,
            LearnerOptions = MethodVariants.OptionsOf(learner.Name,
                candidate.Options.Where(o => o.StartsWith(learner.Name + ".", StringComparison.Ordinal))),
            Seed = seed,
            InnerFolds = 3,
            Threshold = rows.RequireLabels().Classes.Count == 2 && candidate.Method.EndsWith("threshold", StringComparison.Ordinal)
                ? SolveMetrics.Rule(metric) : null,
            WeightsFor = SolveMetrics.Decision(metric) is null ? "balanced_accuracy" : metric,
        }, ProgramVersion.Text, cancellationToken);
    }

    private static T InFolder<T>(Func<string, T> work)
    {
        var folder = Directory.CreateTempSubdirectory("counterpoise");
        try
        {
            return work(Path.Combine(folder.FullName, "model.cpm"));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
