using System.CommandLine;
using Counterpoise.Cli.Configuration;
using Counterpoise.Cli.GraphTasks;
using Counterpoise.Cli.ImageTasks;
using Counterpoise.Cli.MultiLabelTasks;
using Counterpoise.Cli.RegressionTasks;
using Counterpoise.Cli.StreamTasks;
using Counterpoise.Cli.TableTasks;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Cli;

/// <summary>Chooses what a verb does by the kind of its input, and refuses options of other kinds.</summary>
/// <param name="input">The input by which the kind is recognised.</param>
/// <param name="recognizer">Reads what the user says of the data, once, and gives the test whether a kind recognises it.</param>
/// <param name="arms">What is done by kind, in the order in which kinds are tried.</param>
internal sealed class DataArms(Func<ParseResult, string?> input, Func<ParseResult, Func<IDataTask, bool>> recognizer,
    params IReadOnlyList<DataArm> arms)
{
    /// <summary>What is done where no kind recognises the input, such as to say why; left out, it is refused.</summary>
    public DataArm? Otherwise { get; init; }

    /// <summary>Why an option of another kind is refused.</summary>
    public Func<IDataTask, DataArm?, string, string> Reason { get; init; } = (other, chosen, path) =>
        $"is for {other.Name}, and {chosen?.Task.Describe(path) ?? $"'{path}' is not taken for one"}";

    /// <summary>What the user says of the data in a verb that reads images and tables.</summary>
    public static DataSource Source(ParseResult parsed, string path) => new(path)
    {
        Target = parsed.GetValue(TableOptions.Target),
        PathColumn = parsed.GetValue(ImageDataArguments.PathColumn)!,
        HasSeveralLabels = MultiLabelArguments.IsAsked(parsed, path),
        IsNumeric = RegressionArguments.IsAsked(parsed),
        IsGraph = GraphArguments.IsAsked(parsed),
        IsStream = StreamArguments.IsAsked(parsed),
        LabelColumn = parsed.GetValue(ImageDataArguments.LabelColumn)!,
    };

    /// <summary>The test whether a kind recognises the data of a verb that takes one data set.</summary>
    public static Func<IDataTask, bool> Recognizer(ParseResult parsed, string path)
    {
        var source = Source(parsed, path);
        return task => task.Recognizes(source);
    }

    /// <summary>
    /// What a verb does with a model, by the kind of its data; what is no model of any kind is left to the last to refuse.
    /// </summary>
    public static DataArms OfModels(Argument<string> model, params IReadOnlyList<DataArm> arms) =>
        new(parsed => parsed.GetValue(model), parsed => task => task.RecognizesModel(parsed.GetValue(model)!), arms)
        {
            Otherwise = arms[^1],
            Reason = (other, chosen, path) => $"is for models of {other.Name}, and '{path}' is "
                + (chosen is null ? "none" : $"one of {chosen.Task.Name}"),
        };

    /// <summary>
    /// What a verb does with a table, or with images as rows of frozen features; the options of images are added to it.
    /// </summary>
    /// <param name="command">The verb.</param>
    /// <param name="path">Its input.</param>
    /// <param name="ofTables">The options that are for tables alone.</param>
    /// <param name="check">Checks the options of both.</param>
    /// <param name="table">Does it with a table; gives an <see cref="ExitCode"/>.</param>
    /// <param name="images">Does it with images; gives an <see cref="ExitCode"/>.</param>
    public static DataArms OfTablesOrFeatures(Command command, Func<ParseResult, string> path, Option[] ofTables,
        Action<ParseResult> check, Func<ParseResult, CancellationToken, int> table, Func<ParseResult, CancellationToken, int> images)
    {
        Option[] before = [.. command.Options];
        command.Add(FeatureArguments.Network);
        ImageDataArguments.AddSourceTo(command);
        command.Add(ImageDataArguments.Unreadable);
        var tables = new DataArm(DataTasks.Tables, (parsed, cancellationToken) =>
            Task.Run(() => table(parsed, cancellationToken), cancellationToken)) { Own = ofTables, Check = check };
        return new(path, parsed => Recognizer(parsed, path(parsed)),
            new DataArm(DataTasks.Images, (parsed, cancellationToken) => TensorWork.RunAsync(() => images(parsed, cancellationToken)))
            {
                Own = [.. command.Options.Except(before)],
                Check = check,
            }, tables) { Otherwise = tables };
    }

    /// <summary>Makes a verb do this.</summary>
    public void Use(Command command)
    {
        DryRun.Check(command, parsed => Choose(parsed)?.Check?.Invoke(parsed));
        command.SetAction((parsed, cancellationToken) =>
            (Choose(parsed) ?? throw DataTasks.Unknown(input(parsed) ?? "")).Run(parsed, cancellationToken));
    }

    /// <summary>What is done with the input; options of the other kinds are refused. Null where no kind takes it.</summary>
    private DataArm? Choose(ParseResult parsed)
    {
        var found = Find(parsed);
        var arm = found ?? Otherwise;
        foreach (var other in arms.Where(other => arm is not null && other != arm && arms.Contains(arm)))
            IgnoredOptions.Refuse(parsed, other.Own.Except(arm!.Shared), Reason(other.Task, found, input(parsed) ?? ""));
        return arm;
    }

    private DataArm? Find(ParseResult parsed)
    {
        if (input(parsed) is null)
            return null;
        var recognizes = recognizer(parsed);
        return arms.FirstOrDefault(a => recognizes(a.Task));
    }
}
