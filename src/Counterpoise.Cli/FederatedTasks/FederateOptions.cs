using System.CommandLine;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.Output;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Federated.Methods;
using Counterpoise.Federated.Partitions;
using Counterpoise.Federated.Relabelling;
using Counterpoise.Federated.Rounds;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Federated;
using Counterpoise.Workflows.Images;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli.FederatedTasks;

/// <summary>The options of <c>counterpoise federate</c>.</summary>
internal static class FederateOptions
{
    private static readonly FederatedOptions Usual = new();
    private static readonly PartitionOptions Dealing = new();

    public static Option<string[]> Methods { get; } = new("--methods") { Description =
        $"Arms, the baseline first: a method ({string.Join(", ", FederatedMethods.Names)}), then +drop for a lower rate from the round "
        + $"of re-labelling on, +fedrela or its control +random, and /post-hoc-la for logit adjustment after training, such as "
        + $"fedavg+drop+fedrela; proof stands for the seven arms of FedReLa's proof.", AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => ["fedavg", "local-balanced-softmax", "fedavg/post-hoc-la"], HelpName = "arm" };

    public static Option<int> Clients { get; } = new("--clients") { Description =
        "Number of clients; with --partition by-column it is the number of values.", DefaultValueFactory = _ => Dealing.Clients,
        HelpName = "count" };

    public static Option<ClientPartition> Partition { get; } =
        new("--partition") { Description = "How training rows are dealt to clients.",
        DefaultValueFactory = _ => ClientPartition.Dirichlet };

    public static Option<double> Alpha { get; } = new("--alpha") { Description =
        "α of dirichlet, dirichlet-proportional and quantity: small gives unequal clients.", DefaultValueFactory = _ => Dealing.Alpha,
        HelpName = "number" };

    public static Option<string?> ClientColumn { get; } = new("--client-column") { Description =
        "With --partition by-column: the column of a table whose values are the clients. Images take their groups, see --group-from.",
        HelpName = "column" };

    public static Option<int> MinimumRows { get; } = new("--minimum-rows") { Description =
        "Fewest rows of a client; a draw with fewer is drawn again.", DefaultValueFactory = _ => 0, HelpName = "count" };

    public static Option<int> Shards { get; } = new("--shards") { Description = "With --partition shards: shards of each client.",
        DefaultValueFactory = _ => Dealing.ShardsPerClient, HelpName = "count" };

    public static Option<int> ClassesPerClient { get; } = new("--classes-per-client") { Description =
        "With --partition pathological: classes of each client.", DefaultValueFactory = _ => Dealing.ClassesPerClient, HelpName = "count" };

    public static Option<double?> Ratio { get; } = new("--ratio") { Description =
        "Draw a long tail of training rows first: smallest class over largest, such as 0.02; the first class is the largest.",
        HelpName = "number" };

    public static Option<LongTailShape> Tail { get; } = new("--tail") { Description = "Sizes of the classes between them.",
        DefaultValueFactory = _ => LongTailShape.Exponential };

    public static Option<int?> Largest { get; } = new("--largest") { Description =
        "With --ratio: training rows of the largest class; as many as there are where left out.", HelpName = "count" };

    public static Option<double> TestShare { get; } = new("--test-share") { Description =
        "Share of rows that no client trains on, where the data names no test split; 0.25 of a table, 0.2 of images where left out.",
        DefaultValueFactory = _ => 0, HelpName = "share" };

    public static Option<int> Size { get; } = new("--size") { Description = "Side of images in pixels.", DefaultValueFactory = _ => 28,
        HelpName = "pixels" };

    public static Option<int> Rounds { get; } = new("--rounds") { Description = "Rounds of each federation.",
        DefaultValueFactory = _ => Usual.Rounds, HelpName = "count" };

    public static Option<int> LocalEpochs { get; } = new("--local-epochs") { Description = "Passes of a client over its rows in a round.",
        DefaultValueFactory = _ => Usual.LocalEpochs, HelpName = "count" };

    public static Option<int> BatchSize { get; } = new("--batch-size") { Description = "Rows in a batch.",
        DefaultValueFactory = _ => Usual.BatchSize, HelpName = "count" };

    public static Option<double> LearningRate { get; } = new("--learning-rate") { Description =
        "Rate of the clients' SGD, which is new in every round.", DefaultValueFactory = _ => Usual.LearningRate, HelpName = "number" };

    public static Option<double> Momentum { get; } = new("--momentum") { Description = "Its momentum.",
        DefaultValueFactory = _ => Usual.Momentum, HelpName = "number" };

    public static Option<double> WeightDecay { get; } = new("--weight-decay") { Description = "Its weight decay.",
        DefaultValueFactory = _ => Usual.WeightDecay, HelpName = "number" };

    public static Option<double> ClientFraction { get; } = new("--client-fraction") { Description =
        "Part of the clients that is drawn to train in a round.", DefaultValueFactory = _ => Usual.ClientFraction, HelpName = "share" };

    public static Option<AugmentationKind> Augment { get; } =
        new("--augment") { Description = "How training images are varied.", DefaultValueFactory = _ => AugmentationKind.None };

    public static Option<bool> KeepLocalNorm { get; } = new("--keep-local-norm") { Description =
        "Normalisation layers stay with their client (FedBN) instead of being averaged." };

    public static Option<int?> RelabelRound { get; } = new("--relabel-round") { Description =
        "Round, from 1, of re-labelling and of the lower rate; after four fifths of the rounds where left out.", HelpName = "round" };

    public static Option<double> RelabelPercentage { get; } =
        new("--relabel-percentage") { Description = "Percentage of a client's rows that may reach the threshold of a class.",
        DefaultValueFactory = _ => new FedReLaOptions().Percentage, HelpName = "number" };

    public static Option<double> DropFactor { get; } = new("--drop-factor") { Description = "Factor of the rate of +drop.",
        DefaultValueFactory = _ => Usual.RateDropFactor, HelpName = "number" };

    public static Option<string[]> Seeds { get; } = new("--seeds") { Description =
        $"Seeds; each draws split, clients and initial weights, which all arms share. {SeedList.Help}",
        AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["6"], HelpName = "count or seeds" };

    public static Option<int> Every { get; } = new("--evaluate-every") { Description =
        "Rounds between judgements on the test rows; the last is always judged.", DefaultValueFactory = _ => 5, HelpName = "rounds" };

    public static Option<int> Workers { get; } = new("--workers") { Description =
        "Clients that train at a time; 0 for the number of cores. Results do not depend on it.", DefaultValueFactory = _ => 0,
        HelpName = "count" };

    public static Option<string?> Candidate { get; } = new("--candidate") { Description =
        "The arm in question; the first with +fedrela where left out, else the second.", HelpName = "arm" };

    public static Option<string[]> Controls { get; } = new("--controls") { Description =
        "What it must beat; of +fedrela the same without and with +random where left out, else all others.",
        AllowMultipleArgumentsPerToken = true, HelpName = "arm" };

    public static Option<string> Metric { get; } = new("--metric") { Description =
        "The metric that decides, such as tail_accuracy, geometric_mean or worst_client_accuracy.",
        DefaultValueFactory = _ => "tail_accuracy", HelpName = "name" };

    public static Option<string> Baselines { get; } = BaselineOption();

    public static Option<string> Out { get; } = new("--out") { Description =
        "Folder of report.html, comparison.json and what an interrupted run goes on from.",
        DefaultValueFactory = _ => Path.Combine("runs", "federate"), HelpName = "folder" };

    /// <summary>
    /// Adds all options to a verb and makes it do this with images and with tables; options of the other kind are refused.
    /// </summary>
    /// <param name="command">The verb.</param>
    /// <param name="input">Where the data are.</param>
    /// <param name="run">What is done; gives an <see cref="ExitCode"/>.</param>
    public static void Use(Command command, Argument<string> input,
        Func<ParseResult, FederatedComparingOptions, CancellationToken, Task<int>> run)
    {
        Array.ForEach<Option>([Methods, Seeds, Out], command.Options.Add);
        HelpGroups.Add(command, "Clients", Clients, Partition, Alpha, ClientColumn, MinimumRows, Shards, ClassesPerClient, Ratio, Tail,
            Largest, TestShare);
        HelpGroups.Add(command, "Training", Rounds, LocalEpochs, BatchSize, LearningRate, Momentum, WeightDecay, ClientFraction, Augment,
            KeepLocalNorm, Size, Workers);
        HelpGroups.Add(command, "Re-labelling", RelabelRound, RelabelPercentage, DropFactor);
        HelpGroups.Add(command, "Judging", Every, Candidate, Controls, Metric, Baselines);
        Option[] before = [.. command.Options];
        ImageDataArguments.AddSourceTo(command);
        Option[] ofImages = [Size, Augment, .. command.Options.Except(before)];
        HelpGroups.Add(command, "Reading tables", TableOptions.Reading);
        string PathOf(ParseResult parsed) => parsed.GetValue(input)!;
        DataArm Arm(IDataTask task, Option[] own, Func<ParseResult, string, FederatedDataOptions> rows) =>
            new(task, (parsed, cancellationToken) => run(parsed, Comparing(parsed, rows(parsed, PathOf(parsed)) with { Task = task }),
                cancellationToken))
            {
                Own = own,
                Check = parsed => FederatedComparing.Arms(Comparing(parsed, rows(parsed, PathOf(parsed)) with { Task = task })),
            };
        var tables = Arm(DataTasks.Tables, [.. TableOptions.Reading, ClientColumn], OfTable);
        new DataArms(PathOf, parsed => DataArms.Recognizer(parsed, PathOf(parsed)), Arm(DataTasks.Images, ofImages, OfImages), tables)
        { Otherwise = tables }.Use(command);
    }

    private static FederatedComparingOptions Comparing(ParseResult parsed, FederatedDataOptions data)
    {
        var training = Training(parsed);
        var options = new FederatedComparingOptions
        {
            Data = data,
            Folder = parsed.GetValue(Out)!,
            Methods = Lists.Of(parsed.GetValue(Methods)),
            Training = training,
            Seeds = SeedList.Parse(parsed.GetValue(Seeds)),
            EvaluateEvery = parsed.GetValue(Every),
            Workers = parsed.GetValue(Workers),
            Candidate = parsed.GetValue(Candidate),
            Controls = Lists.Of(parsed.GetValue(Controls)),
            Metric = parsed.GetValue(Metric)!,
            Baselines = parsed.GetValue(Baselines) != "none",
            CommandLine = CommandText.Of(parsed.Tokens.Select(token => token.Value)),
        };
        options.Validate();
        ImageInputs.RequireOutside(data.Path, options.Folder);
        return options;
    }

    private static FederatedOptions Training(ParseResult parsed)
    {
        var rounds = parsed.GetValue(Rounds);
        if (parsed.GetValue(RelabelRound) is { } round && (round < 1 || round > rounds))
        {
            throw new InputException($"{RelabelRound.Name} is {round}; expected 1 to {rounds}, a round of this run");
        }

        return new FederatedOptions
        {
            Rounds = rounds,
            LocalEpochs = parsed.GetValue(LocalEpochs),
            BatchSize = parsed.GetValue(BatchSize),
            LearningRate = parsed.GetValue(LearningRate),
            Momentum = parsed.GetValue(Momentum),
            WeightDecay = parsed.GetValue(WeightDecay),
            ClientFraction = parsed.GetValue(ClientFraction),
            RateDropFactor = parsed.GetValue(DropFactor),
            RelabelRound = parsed.GetValue(RelabelRound) - 1 ?? (int)(0.8 * rounds),
            FedReLa = new FedReLaOptions { Percentage = parsed.GetValue(RelabelPercentage) },
            KeepLocalNorm = parsed.GetValue(KeepLocalNorm),
            Augmentation = parsed.GetValue(Augment),
        };
    }

    private static FederatedDataOptions OfImages(ParseResult parsed, string path)
    {
        var (options, images) = (Dealt(parsed, path), ImageDataArguments.Read(parsed, path));
        return options with { Images = parsed.GetValue(TestShare) is var share and not 0
            ? images with { Split = images.Split with { TestShare = share } } : images };
    }

    private static FederatedDataOptions OfTable(ParseResult parsed, string path) => Dealt(parsed, path) with
    {
        Reading = TableOptions.Read(parsed, path),
        Lenient = parsed.GetValue(TableOptions.Lenient),
    };

    private static FederatedDataOptions Dealt(ParseResult parsed, string path)
    {
        var partition = parsed.GetValue(Partition);
        if (partition == ClientPartition.ByColumn)
        {
            IgnoredOptions.Refuse(parsed, [Clients, Alpha, MinimumRows],
                "is for rows that are dealt by a draw, and clients are the values of a column");
        }

        var options = new FederatedDataOptions { Path = path };
        return options with
        {
            Size = parsed.GetValue(Size),
            TestShare = parsed.GetValue(TestShare) is var share and not 0 ? share : options.TestShare,
            Partition = partition,
            ClientColumn = parsed.GetValue(ClientColumn),
            Dealing = Dealing with
            {
                Clients = parsed.GetValue(Clients),
                Alpha = parsed.GetValue(Alpha),
                MinimumRows = parsed.GetValue(MinimumRows),
                ShardsPerClient = parsed.GetValue(Shards),
                ClassesPerClient = parsed.GetValue(ClassesPerClient),
            },
            Ratio = parsed.GetValue(Ratio),
            Shape = parsed.GetValue(Tail),
            Largest = parsed.GetValue(Largest),
        };
    }

    private static Option<string> BaselineOption()
    {
        var option = new Option<string>("--baselines") { Description =
            "all puts the majority class and logistic regression on all training rows in one place beside the arms; none leaves them out.",
            DefaultValueFactory = _ => "all", HelpName = "all|none" };
        option.AcceptOnlyFromAmong("all", "none");
        return option;
    }
}
