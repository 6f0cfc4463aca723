using System.CommandLine;
using System.Globalization;
using Counterpoise.Cli.GraphTasks;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.MultiLabelTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.StreamTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Comparisons;
using Counterpoise.ImbalancedRegression;
using Counterpoise.Learning.Methods;
using Counterpoise.Torch;
using Counterpoise.Vision.Experiments;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Graphs;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Regression;
using Counterpoise.Workflows.Streams;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.Verbs;

/// <summary><c>counterpoise train</c>: one method on one data set: a model file of a table, a run folder of images.</summary>
internal static class TrainVerb
{
    public static Command Create()
    {
        var data = new Argument<string>("data") { Description =
            "A table; or images: a folder of class folders (with or without train, val, test), a table of images, a .tar of class "
            + "folders, binary CIFAR, or fashion-mnist-excerpt; or a graph: an archive (.npz, .mat), a table of edges with --nodes, "
            + "events with --events; or a stream of rows with --stream." };
        var method = new Option<string>("--method")
        {
            Description = $"The method. For images {string.Join(", ", Method.Known.Select(m => m.Name))}; or {Method.GridForm}. For "
                + $"tables none, wce, cb, a sampler such as smote, with a decision behind it as in smote/wce/threshold. For "
                + $"numbers {string.Join(", ", RegressionMethod.All.Select(m => m.Name))}. For streams {StreamMethods.Expected}. "
                + $"For nodes of a graph {NodeMethods.Default}, or {NodeMethods.Default}/ and words of "
                + $"{string.Join(", ", NodeMethods.Words)}.",
            DefaultValueFactory = result => DataTasks.DefaultMethod(new(result.GetValue(data) ?? "")
            {
                Target = result.GetValue(TableOptions.Target),
                PathColumn = ImageDataArguments.Columns(result).Paths,
                LabelColumn = ImageDataArguments.Columns(result).Labels,
                IsStream = result.GetValue(StreamArguments.Stream),
                IsNumeric = RegressionArguments.IsAsked(result),
                IsGraph = result.GetValue(GraphOptions.Nodes) is not null || result.GetValue(GraphOptions.Events) is not null,
            }),
        };
        var seed = new Option<ulong>("--seed") { Description = "The seed that all random streams come from.", HelpName = "number" };
        var folder = new Option<string?>("--out") { Description =
            "The run's folder, outside of the images; runs/<data>-<method>-<seed> by default. Of a table the file of the model; "
            + "runs/<data>-<classifier>-<method>-<seed>.cpm by default.", HelpName = "folder" };
        var resume = new Option<bool>("--resume") { Description =
            "Go on with the run in the folder, from its last checkpoint; with --out, all that the command line leaves out is the run's "
                + "own." };
        var threads = new Option<int>("--threads") { Description = "Threads of the engine; 0 takes all processors." };
        var processes = new Option<int>("--processes") { Description = "Gone: mpirun starts the processes.", DefaultValueFactory = _ => 1,
            Hidden = true };
        var distributed = new Option<bool>("--distributed") { Description = "Gone: mpirun starts the processes.", Hidden = true };
        var command = new Command("train",
            "Train one method on a table and keep the model in one file, or on images and keep the run: weights, curves, report.") { data,
            method, seed, folder, resume, threads, processes, distributed };
        MethodArguments.AddTo(command, variants: false);
        TableTrainingArguments.AddTo(command);
        MultiLabelArguments.AddTo(command);
        RegressionArguments.AddTo(command, RegressionArguments.OfTraining);
        Option[] shared = [method, seed, folder, MethodArguments.Options, ImageDataArguments.TestShare,
            .. TableTrainingArguments.OfTablesAlone, .. MultiLabelArguments.Options, .. RegressionArguments.Options,
            RegressionArguments.OfTraining];
        ImageDataArguments.AddTo(command);
        ImageOptions.AddTo(command);
        Option[] ofImages = [.. command.Options.Except(shared)];
        HelpGroups.Add(command, "Graphs", [.. GraphArguments.Options, GraphOptions.Inductive]);
        StreamArguments.AddTo(command);
        Method Chosen(ParseResult parsed) => Trained(MethodArguments.Networks(parsed, [parsed.GetValue(method)!])[0]);
        var images = new DataArm(DataTasks.Images, (parsed, cancellationToken) => TensorWork.RunAsync(() =>
            TrainOnImages(parsed, cancellationToken)))
        {
            Own = [.. ofImages.Except([processes, distributed])],
            Check = parsed =>
            {
                RefuseOldOptions(parsed);
                ImageExperiment.Check(Chosen(parsed), ImageOptions.Read(parsed));
            },
        };
        var tables = new DataArm(DataTasks.Tables, (parsed, cancellationToken) => Task.Run(() => TrainOnTable(parsed, cancellationToken),
            cancellationToken))
        {
            Own = TableTrainingArguments.OfTablesAlone,
            Check = parsed =>
            {
                RefuseOldOptions(parsed);
                TableTrainingArguments.Check(parsed, parsed.GetValue(method)!);
            },
        };
        var labels = new DataArm(DataTasks.Labels, (parsed, cancellationToken) => Task.Run(() =>
        {
            RefuseOldOptions(parsed);
            RegressionArguments.RefuseRegression(parsed, "several labels are named");
            IgnoredOptions.Refuse(parsed, [resume, threads, .. TableTrainingArguments.OfOneClass],
                "is for one class a row, and several labels are named");
            return MultiLabelArguments.Train(parsed, parsed.GetValue(data)!, TableTrainingArguments.SeveralLabels(parsed,
                parsed.GetValue(data)!, parsed.GetValue(method)!, parsed.GetValue(folder), parsed.GetValue(seed)), cancellationToken);
        }, cancellationToken))
        {
            Own = MultiLabelArguments.Options,
            Shared = TableTrainingArguments.OfTablesAlone,
            Check = parsed => TableTrainingArguments.Check(parsed, parsed.GetValue(method)!),
        };
        var numbers = new DataArm(DataTasks.Numbers, (parsed, cancellationToken) => Task.Run(() =>
        {
            RefuseOldOptions(parsed);
            IgnoredOptions.Refuse(parsed, [resume, threads, .. TableTrainingArguments.OfClasses],
                "is for classes, and --task is regression");
            return RegressionArguments.Train(parsed, new RegressionTrainingOptions
            {
                Input = parsed.GetValue(data)!, Output = "", Method = parsed.GetValue(method)!, Seed = parsed.GetValue(seed),
                TestShare = parsed.GetValue(SplitArguments.TestShare), BootstrapReplicates = TableTrainingArguments.Draws(parsed),
            }, parsed.GetValue(folder), cancellationToken);
        }, cancellationToken))
        {
            Shared = TableTrainingArguments.OfTablesAlone,
            Check = parsed => RegressionArguments.Check(parsed, parsed.GetValue(method)!),
        };
        var graphs = new DataArm(DataTasks.Graphs, (parsed, cancellationToken) => TensorWork.RunAsync(() =>
        {
            RegressionArguments.RefuseRegression(parsed, "the data are a graph");
            IgnoredOptions.Refuse(parsed, [resume, threads, MethodArguments.Options, ImageDataArguments.TestShare],
                "is for tables and images, and not for graphs");
            if (parsed.GetValue(GraphOptions.Events) is not null)
            {
                IgnoredOptions.Refuse(parsed, [method, GraphOptions.Inductive, GraphOptions.Nodes],
                    "is not for events in time, which have one network, split by time");
            }

            return GraphArguments.Train(parsed, parsed.GetValue(data)!, parsed.GetValue(method)!, parsed.GetValue(folder),
                parsed.GetValue(seed), cancellationToken);
        })) { Own = [.. GraphArguments.Options, GraphOptions.Inductive], Shared = GraphArguments.OfTables };
        var streams = new DataArm(DataTasks.Streams, (parsed, cancellationToken) => Task.Run(() =>
        {
            RegressionArguments.RefuseRegression(parsed, "the rows are a stream");
            IgnoredOptions.Refuse(parsed, [MethodArguments.Options, ImageDataArguments.TestShare],
                "is for tables and images, and a stream is judged row after row");
            return StreamArguments.Train(parsed, parsed.GetValue(data)!, parsed.GetValue(method)!, parsed.GetValue(folder),
                parsed.GetValue(seed), parsed.GetValue(resume), cancellationToken);
        }, cancellationToken)) { Own = StreamArguments.Options, Shared = [resume, .. StreamArguments.OfTables] };
        new DataArms(parsed => parsed.GetValue(data), parsed => DataArms.Recognizer(parsed, parsed.GetValue(data)!),
            streams, graphs, labels, numbers, images, tables) { Otherwise = images }.Use(command);
        return command;

        async Task<int> TrainOnImages(ParseResult parsed, CancellationToken cancellationToken)
        {
            RefuseOldOptions(parsed);
            using var rank = TrainingRank.Join(cancellationToken);
            return await (rank?.RunAsync(TrainAsync) ?? TrainAsync());

            Task<int> TrainAsync()
            {
                var path = parsed.GetValue(data)!;
                var chosen = Chosen(parsed);
                if (parsed.GetValue(threads) is > 0 and var count)
                {
                    torch.set_num_threads(count);
                }

                var name = Path.GetFileNameWithoutExtension(path.TrimEnd('/'));
                var into = parsed.GetValue(folder) ?? Path.Combine("runs",
                    string.Create(CultureInfo.InvariantCulture, $"{name}-{chosen.Name}-{parsed.GetValue(seed)}"));
                // What is wrong on the command line is reported before anything is read.
                _ = ImageOptions.Read(parsed);
                var choice = ImageOptions.Choose(parsed, path);
                Terminal.Say(choice.Reason);
                Task<string?> FindWeights() => PretrainedFile.FindAsync(choice.Weights, choice.Architecture, new ConsoleEvents(),
                    cancellationToken);
                var weights = TensorWork.Wait(() => rank?.FirstOnceAsync(FindWeights) ?? FindWeights());
                var experiment = ImageOptions.Read(parsed, choice, weights);
                Terminal.Say($"method options {MethodArguments.Describe(chosen)}");
                return Task.FromResult(TrainingOutput.Run(parsed, rank, new ImageTrainingOptions
                {
                    Data = ImageDataArguments.Read(parsed, path),
                    Method = chosen,
                    Experiment = rank?.ShareCores(experiment) ?? experiment,
                    Seed = parsed.GetValue(seed),
                    Folder = into,
                    Resume = parsed.GetValue(resume),
                    Parallel = rank?.Parallel,
                }, rank?.Stop ?? cancellationToken));
            }
        }

        int TrainOnTable(ParseResult parsed, CancellationToken cancellationToken)
        {
            RefuseOldOptions(parsed);
            return TableTrainingArguments.Run(parsed, parsed.GetValue(data)!, parsed.GetValue(method)!, parsed.GetValue(folder),
                parsed.GetValue(seed), cancellationToken);
        }

        void RefuseOldOptions(ParseResult parsed) => MpirunLine.RefuseOldOptions(parsed.Tokens.Select(t => t.Value),
            parsed.GetValue(processes), parsed.GetValue(distributed));
    }

    /// <summary>A decision is tuned for a metric at a time, and a model is kept once: the verbs that decide take it from there.</summary>
    private static Method Trained(Method method) => method.Decision == DecisionRule.Tuned
        ? throw new InputException(
            $"'{method.Name}' tunes the decision for each metric of a comparison: train {method.Composition!.Models}, and give evaluate "
            + $"--tune-threshold or predict --threshold")
        : method;
}
