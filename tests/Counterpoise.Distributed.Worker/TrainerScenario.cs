using Counterpoise.Learning.Losses;
using Counterpoise.Tests.Distributed;
using Counterpoise.Tests.Learning.Training;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Modules;

/// <summary>
/// Runs of the trainer: whole, interrupted by the last rank and resumed, with dropout, with each rank's own batch statistics, contrastive
/// and targeted after a frozen epoch, and with too few rows.
/// </summary>
internal static class TrainerScenario
{
    public static void Run(ProcessGroup group, Results results)
    {
        Keep("whole", JoinedRun.Train(group, Folder("whole")));
        Keep("dropout", JoinedRun.Train(group, Folder("dropout"), dropout: 0.3));
        var interrupted = JoinedRun.Train(group, Folder("resumed"), dropout: 0.3,
            interruptAfter: group.Rank == group.Size - 1 ? 6 : int.MaxValue);
        results.Texts["interrupted"] = interrupted.Weights is null ? "yes" : "no";
        group.Barrier();
        Keep("resumed", JoinedRun.Train(group, Folder("resumed"), dropout: 0.3));
        Keep("own statistics", JoinedRun.Train(group, Folder("own"), synchronize: false));
        Keep("contrastive", JoinedRun.Train(group, Folder("contrastive"), contrastive: new SupervisedContrastive()));
        using (var targets = new ClassTargets(3, 8).Initialize(1))
        {
            Keep("targeted", JoinedRun.Train(group, Folder("targeted"), contrastive: new TargetedContrastive(targets)));
            results.Numbers["centroids"] = targets.StateDict()["centroids"].ToArray<double>();
        }

        try
        {
            JoinedRun.Train(group, Folder("small"), synchronize: false, rareRows: 7);
        }
        catch (ArgumentException refusal)
        {
            results.Texts["too few rows"] = refusal.Message;
        }

        // TorchSharp counts a tensor that became a parameter once more, for good: what counts is that steps leave nothing behind.
        results.Numbers["leaked"] = [Growth(() => JoinedRun.Train(group, Folder("long")))
            - Growth(() => JoinedRun.Train(group, Folder("short"), interruptAfter: 6))];

        string Folder(string name) => Path.Combine(results.Folder, name);
        void Keep(string name, (double[]? Weights, Counterpoise.Learning.Training.TrainResult? Result) run)
        {
            results.Numbers[name] = run.Weights ?? [];
            results.Numbers[$"{name} epochs"] = [run.Result?.BestEpoch ?? 0, run.Result?.BestMetric ?? 0, run.Result?.EpochsRun ?? 0];
            results.Numbers[$"{name} losses"] = [.. run.Result?.Curve.Select(point => point.Loss) ?? []];
        }
    }

    private static long Growth(Action run)
    {
        Settle();
        var live = Tensor.TotalCount;
        run();
        Settle();
        return Tensor.TotalCount - live;
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
