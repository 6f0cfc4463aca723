using Counterpoise.Federated.Rounds;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tasks;

namespace Counterpoise.Workflows.Federated;

/// <summary>What a federation does with one kind of data.</summary>
/// <param name="Task">The kind.</param>
/// <param name="Open">Opens rows that are to be dealt.</param>
/// <param name="Join">Reads the rows that a client brings itself, under its name.</param>
internal sealed record FederatedKind(IDataTask Task,
    Func<FederatedDataOptions, IProgress<WorkflowEvent>?, CancellationToken, FederatedRows> Open,
    Func<FederationJoiningOptions, string, FederationPlan, IProgress<WorkflowEvent>?, CancellationToken, ClientData> Join)
{
    private static readonly FederatedKind[] All =
    [
        new(DataTasks.Images, (options, events, token) => new FederatedImages(options, events, token), FederatedImages.Join),
        new(DataTasks.Tables, (options, events, token) => new FederatedTable(options, events, token), FederatedTable.Join),
    ];

    /// <summary>What is done with data of a task.</summary>
    /// <param name="task">One that federations take; null for the first that knows what lies at the path.</param>
    /// <param name="path">The data.</param>
    /// <exception cref="InputException">Federations take no data of this kind.</exception>
    public static FederatedKind Of(IDataTask? task, string path)
    {
        if (task is null)
        {
            return All.FirstOrDefault(kind => kind.Task.Recognizes(new(path))) ?? throw DataTasks.Unknown(path);
        }

        return All.FirstOrDefault(kind => kind.Task == task) ?? throw new InputException(
            $"federations do not take {task.Name}; expected {string.Join(" or ", All.Select(kind => kind.Task.Name))}");
    }
}
