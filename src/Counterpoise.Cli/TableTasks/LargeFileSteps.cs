using System.Globalization;
using Counterpoise.Cli.Output;
using Counterpoise.Data.LargeFiles;
using Counterpoise.Workflows.Events;

namespace Counterpoise.Cli.TableTasks;

/// <summary>Tells how far the work on a large file is.</summary>
internal sealed class LargeFileSteps(ConsoleEvents events) : IProgress<LargeFileStep>
{
    public void Report(LargeFileStep value) =>
        events.Note($"{value.Name}: {value.Rows.ToString("N0", CultureInfo.InvariantCulture)} rows");
}
