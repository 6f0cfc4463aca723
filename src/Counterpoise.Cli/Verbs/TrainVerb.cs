using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Learning.Methods;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise train</c>: one method on one data set, kept in a run folder.</summary>
internal sealed class TrainVerb : IVerb
{
    public static Command Create()
    {
        var data = new Argument<string>("data") { Description = "A folder of class folders (with or without train, val, test), a table of images, a .tar of class folders, binary CIFAR, or fashion-mnist-excerpt." };
        var method = new Option<string>("--method") { Description = $"The method: {string.Join(", ", Method.Known.Select(m => m.Name))}; or {Method.GridForm}.", DefaultValueFactory = _ => "acl" };
        var seed = new Option<ulong>("--seed") { Description = "The seed that all random streams come from.", HelpName = "number" };
        var folder = new Option<string?>("--out") { Description = "The run's folder, outside of the images; runs/<data>-<method>-<seed> by default.", HelpName = "folder" };
        var resume = new Option<bool>("--resume") { Description = "Go on with the run in the folder, from its last checkpoint; with --out, all that the line leaves out is the run's own." };
        var threads = new Option<int>("--threads") { Description = "Threads of the engine; 0 takes all processors." };
        var processes = new Option<int>("--processes") { Description = "Processes on this machine that share every batch; a contrastive term then contrasts the rows of a process.", DefaultValueFactory = _ => 1, HelpName = "count" };
        var distributed = new Option<bool>("--distributed") { Description = "Be one of the processes that a launcher such as torchrun has started (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT)." };
        var command = new Command("train", "Train one method on images and keep the run: weights, curves, report.") { data, method, seed, folder, resume, threads, processes, distributed };
        var methodOptions = new MethodOptionSet(command, result => [result.GetValue(method)!]);
        ImageDataOptions.AddTo(command);
        ImageOptions.AddTo(command);
        Method Chosen(ParseResult parsed) => methodOptions.Apply(parsed, [Method.Named(parsed.GetValue(method)!)])[0];
        DryRun.Check(command, parsed =>
        {
            Launches(parsed.GetValue(processes), parsed.GetValue(distributed));
            ImageExperiment.Check(Chosen(parsed), ImageOptions.Read(parsed, null));
        });
        command.SetAction((parsed, cancellationToken) => Task.Run(async () =>
        {
            if (!TrainingRank.IsLaunched && Launches(parsed.GetValue(processes), parsed.GetValue(distributed)))
            {
                return await RankLauncher.RunAsync(parsed.GetValue(processes), cancellationToken);
            }

            using var rank = TrainingRank.IsLaunched || parsed.GetValue(distributed) ? TrainingRank.Join(cancellationToken) : null;
            var path = parsed.GetValue(data)!;
            var chosen = Chosen(parsed);
            if (parsed.GetValue(threads) is > 0 and var count)
            {
                TorchThreads.Count = count;
            }

            var name = Path.GetFileNameWithoutExtension(path.TrimEnd('/'));
            var into = parsed.GetValue(folder) ?? Path.Combine("runs", string.Create(CultureInfo.InvariantCulture, $"{name}-{chosen.Name}-{parsed.GetValue(seed)}"));
            var weights = await PretrainedFile.FindAsync(parsed.GetValue(ImageOptions.Pretrained), parsed.GetValue(ImageOptions.Architecture)!, cancellationToken);
            var training = new ImageTraining(parsed, chosen, ImageOptions.Read(parsed, weights), parsed.GetValue(seed), rank);
            return training.Run(path, methodOptions.Describe(chosen), into, parsed.GetValue(resume), rank?.Stop ?? cancellationToken);
        }, cancellationToken));
        return command;
    }

    private static bool Launches(int processes, bool distributed) => processes switch
    {
        < 1 => throw new InputException($"--processes is {processes}; expected at least 1"),
        > 1 when distributed => throw new InputException($"--processes {processes} starts processes, --distributed is for one that a launcher has started: give one of the two"),
        _ => processes > 1,
    };
}
