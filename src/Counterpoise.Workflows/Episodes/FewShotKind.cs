using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Episodes;

/// <summary>How classes of one kind of data are judged from a few supports.</summary>
/// <param name="Task">The kind.</param>
/// <param name="Draw">Judges every draw of supports.</param>
internal sealed record FewShotKind(IDataTask Task,
    Func<FewShotOptions, IProgress<WorkflowEvent>?, CancellationToken, FewShotDraws> Draw)
{
    private static readonly FewShotKind[] All = [new(DataTasks.Images, FewShotImages.Judge), new(DataTasks.Tables, FewShotRows.Judge)];

    /// <summary>The first kind that knows the data; images, which say why they are none, where no kind does.</summary>
    public static FewShotKind Of(FewShotOptions options)
    {
        var data = options.Data;
        var source = new DataSource(data.Path) { Target = options.Target, PathColumn = data.Manifest.PathColumn,
            LabelColumn = data.Manifest.LabelColumn };
        return All.FirstOrDefault(kind => kind.Task.Recognizes(source)) ?? All[0];
    }
}
