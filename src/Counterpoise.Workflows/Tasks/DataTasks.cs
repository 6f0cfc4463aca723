namespace Counterpoise.Workflows.Tasks;

/// <summary>The kinds of data that there are.</summary>
public static class DataTasks
{
    /// <summary>Images.</summary>
    public static IDataTask Images { get; } = new ImageTask();

    /// <summary>Tables.</summary>
    public static IDataTask Tables { get; } = new TableTask();

    /// <summary>Tables whose target is a number.</summary>
    public static IDataTask Numbers { get; } =
        new AskedTask("targets that are numbers", "a table whose target is a number", source => source.IsNumeric,
            Regression.RegressionModels.Is);

    /// <summary>Tables whose rows have several labels.</summary>
    public static IDataTask Labels { get; } =
        new AskedTask("several labels in a row", "a table of several labels in a row", source => source.HasSeveralLabels,
            Counterpoise.MultiLabel.MultiLabelModel.Is);

    /// <summary>Graphs, and events in time.</summary>
    public static IDataTask Graphs { get; } = new GraphTask();

    /// <summary>Pixels of many bands.</summary>
    public static IDataTask Pixels { get; } = new PixelTask();

    /// <summary>Streams.</summary>
    public static IDataTask Streams { get; } = new StreamTask();

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<IDataTask> All { get; } = [Streams, Graphs, Labels, Numbers, Pixels, Images, Tables];

    /// <summary>The method that a training takes where none is named; that of images where no kind recognises the data.</summary>
    /// <param name="source">What the user gave.</param>
    public static string DefaultMethod(DataSource source)
    {
        try
        {
            return (All.FirstOrDefault(task => task.Recognizes(source)) ?? Images).DefaultMethod;
        }
        catch (InputException)
        {
            // Why the data are none of a kind is reported when they are opened.
            return Images.DefaultMethod;
        }
    }

    /// <summary>Refuses what no kind recognises.</summary>
    /// <param name="path">What the user gave.</param>
    public static InputException Unknown(string path) => !Path.Exists(path) ? new InputException($"there is no file or folder '{path}'")
        : new InputException($"'{path}' is neither images nor a table: expected {Images.Expected}, or {Tables.Expected}");
}
