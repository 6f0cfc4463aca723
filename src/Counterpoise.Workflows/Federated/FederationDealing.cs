using Counterpoise.Federated.Rounds;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Workflows.Federated;

/// <summary>Deals rows to files, one for each client, so that server and clients can be started by hand.</summary>
public static class FederationDealing
{
    /// <summary>Writes the plan, the test rows, and a file for each client with rows.</summary>
    /// <param name="options">One arm and one seed; its folder is written to.</param>
    /// <param name="events">Told what people should know; null for nobody.</param>
    /// <param name="cancellationToken">Ends the work early; the folder is as it was then.</param>
    /// <returns>Each client with its rows of each class, the plan's file first in the folder.</returns>
    /// <exception cref="InputException">Data or options cannot be used, or there are several arms or seeds.</exception>
    public static DealtFederation Run(FederatedComparingOptions options, IProgress<WorkflowEvent>? events = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var arms = FederatedComparing.Arms(options);
        if (arms.Count != 1 || options.Seeds.Count != 1)
        {
            throw new InputException(
                $"{arms.Count} arms and {options.Seeds.Count} seeds; a federation by hand has one of each: give --methods fedavg, and a "
                + $"seed such as --seeds 1,");
        }

        using var dealing = new FederatedDealing(options.Data, baselines: false, events, cancellationToken);
        var setup = dealing.Deal(options.Seeds[0]);
        var (dealt, folder, arm) = (dealing.Dealt[0], new FederationFolder(options.Folder), arms[0]);
        ClientData[] clients = [.. setup.Clients.Where(client => client.Count > 0)];
        folder.Write(staged =>
        {
            foreach (var client in clients)
            {
                RowFile.Save(staged.RowsOf(client.Name), client, cancellationToken);
            }

            RowFile.SaveTest(staged.Test, dealing.Inputs.Test, dealing.TestLabels, dealt.Partition.Counts, cancellationToken);
        });
        new FederationPlan
        {
            Method = arm.Method,
            Options = arm.Options with { Seed = options.Seeds[0], SharesCounts = arm.Options.SharesCounts || arm.AdjustStrength != 0 },
            Network = dealt.Network,
            ClassNames = dealing.ClassNames,
            Clients = [.. clients.Select(client => client.Name)],
            Columns = dealing.Inputs.Columns,
            Size = dealing.Inputs.Size,
            AdjustStrength = arm.AdjustStrength,
        }.Save(folder.Plan);
        return new DealtFederation(folder.Plan, [.. clients.Select(client =>
            new DealtRows(client.Name, folder.RowsOf(client.Name), client.Count))]);
    }
}
