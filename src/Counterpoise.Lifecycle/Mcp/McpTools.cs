using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Counterpoise.Data;
using Counterpoise.Lifecycle.Agents;
using Counterpoise.Lifecycle.Lineage;
using Counterpoise.Lifecycle.Orchestration;
using Counterpoise.Lifecycle.Planning;
using Counterpoise.Lifecycle.Solving;
using Counterpoise.Lifecycle.Watching;
using Counterpoise.Profiles;
using Counterpoise.Workflows;
using Counterpoise.Workflows.Events;
using Counterpoise.Workflows.Tables;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Counterpoise.Lifecycle.Mcp;

/// <summary>The tools of the server. Each is a door to a library call; what it returns is JSON.</summary>
internal sealed class McpTools(McpServingOptions options, LongRuns runs)
{
    private readonly RootedPaths _paths = new(options.Root);

    public IEnumerable<McpServerTool> All()
    {
        yield return Tool(Profile, "profile",
            "How bad the imbalance of a table is: classes, overlap, suspect columns, and advice with its evidence.", readOnly: true);
        yield return Tool(Advise, "advise",
            "What to do about the imbalance of a table, the cheapest control first, with the evidence of this table. Nothing is "
            + "recommended by reflex: measure it with compare.", readOnly: true);
        yield return Tool(ProposePlan, "propose_plan",
            "A pipeline plan for a table, proposed by rules from counts alone, with the reasons.", readOnly: true);
        yield return Tool(Compare, "compare",
            "Begin a comparison of methods on the same splits, with ranks and tests; returns a handle for run_status.", readOnly: false);
        yield return Tool(Solve, "solve",
            "Begin a search of a pipeline with an honest estimate and a saved model; returns a handle for run_status.", readOnly: false);
        yield return Tool(Train, "train", "Begin to train a model of a table; returns a handle for run_status.", readOnly: false);
        yield return Tool(Evaluate, "evaluate", "Metrics of a file of predictions, with intervals.", readOnly: true);
        yield return Tool(Drift, "drift",
            "Compare a file of scored rows with labelled and scored reference rows: alarms, and the recall of each class.", readOnly: true);
        yield return Tool(Lineage, "lineage",
            "What an artifact of a store was made of, and what was made of it; without an artifact, the runs of the store.",
            readOnly: true);
        yield return Tool(Verify, "verify", "Read a store again and find what was changed.", readOnly: true);
        yield return Tool(RunStatus, "run_status", "How far a run is, and its result when it has finished.", readOnly: true);
        yield return Tool(CancelRun, "cancel_run", "Cancel a run.", readOnly: false);
        if (options.AllowsDeployment)
        {
            yield return Tool(DeployAsync, "deploy", "Put a deployment of a store to use, after the person at the client has said yes.",
                readOnly: false, destructive: true);
            yield return Tool(RollbackAsync, "rollback",
                "Put the model to use that was in use before, after the person at the client has said yes.", readOnly: false,
                destructive: true);
        }
    }

    /// <summary>What went wrong, without anything of this machine.</summary>
    public static string Describe(Exception fault) => fault switch
    {
        McpException or AgentStopException => fault.Message,
        TableFormatException table => TableFaults.Describe(table),
        _ when InputFault.Is(fault) => InputFault.Text(fault).ToString(),
        _ => $"{fault.GetType().Name}",
    };

    private static McpServerTool Tool(Delegate method, string name, string description, bool readOnly, bool destructive = false) =>
        McpServerTool.Create(method, new McpServerToolCreateOptions
    {
        Name = name,
        Description = description,
        ReadOnly = readOnly,
        Destructive = destructive,
        Idempotent = readOnly,
        OpenWorld = false,
        SerializerOptions = McpJsonUtilities.DefaultOptions,
    });

    private string Profile([Description("Table, within the server's folder.")] string path, [Description("Class column.")] string target,
        CancellationToken cancellationToken) => Answer(() =>
    {
        var profile = Measured(path, target, cancellationToken);
        return new
        {
            profile.Classes,
            overlap = profile.Overlap,
            suspects = profile.Suspects.Select(s => new { s.Column, s.Suspicion, s.Evidence }),
            advice = profile.Advice.Select(a => new { a.Kind, a.What, a.Evidence }),
            profile.Notes,
        };
    });

    private string Advise([Description("Table, within the server's folder.")] string path, [Description("Class column.")] string target,
        CancellationToken cancellationToken) => Answer(() =>
    {
        var profile = Measured(path, target, cancellationToken);
        string[] controls = profile.Classes.ImbalanceRatio < DataAdvice.MildRatio
            ? ["none: the classes are about as frequent"]
            : ["threshold: a decision tuned on inner folds, which costs no other model", "wce: class weights",
                "post-hoc-la: probabilities divided by class priors"];
        return new
        {
            imbalanceRatio = profile.Classes.ImbalanceRatio,
            cheapestFirst = controls,
            thenMeasure = "compare with methods none, threshold, wce and smote; take a sampler only where its gain over threshold is shown",
            advice = profile.Advice.Select(a => new { a.Kind, a.What, a.Evidence }),
        };
    });

    private string ProposePlan([Description("Table, within the server's folder.")] string path,
        [Description("Class column.")] string target, [Description("A file of later rows, or empty.")] string stream = "") => Answer(() =>
    {
        var data = new PipelineOptions { Store = _paths.Resolve("."), Data = _paths.Existing(path), Target = target,
            Stream = stream.Length == 0 ? null : _paths.Existing(stream) };
        var proposal = RulePlanner.Propose(PipelinePlanning.Describe(data));
        return new { plan = JsonDocument.Parse(proposal.Plan.ToJson()).RootElement, proposal.Planner, proposal.Notes };
    });

    private string Compare([Description("Table, within the server's folder.")] string path, [Description("Class column.")] string target,
        [Description("Folder for the results, within the server's folder.")] string folder,
        [Description("Methods, such as none, threshold, wce, smote.")] string[] methods,
            [Description("Classifiers, such as logistic, boosting.")] string[] classifiers) => Answer(() =>
    {
        var compared = new TableComparisonOptions { Inputs = [_paths.Existing(path)], Reading = Reading(target),
            Folder = _paths.Resolve(folder), Methods = methods, Classifiers = classifiers };
        return Begun("compare", (progress, token) =>
        {
            var result = TableComparison.Run(compared, new Counted(progress), token);
            return new { report = Path.Combine(folder, "report.html"), cells = result.Comparison.Cells.Count,
                methods = result.Comparison.Cells.GroupBy(c => (c.Method, c.Classifier))
                .Select(g => new { g.Key.Method, g.Key.Classifier, means = g.SelectMany(c => c.Metrics).Where(m => double.IsFinite(m.Value))
                .GroupBy(m => m.Key).ToDictionary(m => m.Key, m => m.Average(v => v.Value)) }) };
        });
    });

    private string Solve([Description("Table, within the server's folder.")] string path, [Description("Class column.")] string target,
        [Description("File for the model, within the server's folder.")] string model,
        [Description("Pipelines that each search tries, 2 to 200.")] int trials = 12,
            [Description("Outer folds, 2 to 10.")] int outerFolds = 3) => Answer(() =>
    {
        var solved = new TableSolvingOptions { Path = _paths.Existing(path), Reading = Reading(target), Output = _paths.Resolve(model),
            Search = new SolveOptions { Budget = null, Trials = Math.Clamp(trials, 2, 200), OuterFolds = Math.Clamp(outerFolds, 2, 10) } };
        return Begun("solve", (progress, token) =>
        {
            var result = TableSolving.Run(solved, new Solved(progress), null, token);
            return new { result.Sentence, result.Verdict, result.Value, result.Baseline, chosen = result.Chosen.Name, model,
                leaderboard = result.Leaderboard.Take(10).Select(t => new { t.Candidate.Name, t.Value }) };
        });
    });

    private string Train([Description("Table, within the server's folder.")] string path, [Description("Class column.")] string target,
        [Description("File for the model, within the server's folder.")] string model,
        [Description("Method, such as threshold or smote/threshold.")] string method = "threshold",
            [Description("Classifier.")] string classifier = "boosting") => Answer(() =>
    {
        var trained = new TableTrainingOptions { Path = _paths.Existing(path), Reading = Reading(target), Output = _paths.Resolve(model),
            Method = method, Classifier = classifier, BootstrapReplicates = 200 };
        return Begun("train", (progress, token) =>
        {
            progress("training");
            var result = TableTraining.Run(trained, null, token);
            return new { model, metrics = result.Test?.Metrics.Select(m => new { m.Name, m.Value, m.Interval }),
                notes = result.Card.Notes };
        });
    });

    private string Evaluate([Description("File of predictions, within the server's folder.")] string path,
        [Description("Column of the true class.")] string target,
        [Description("Column of the positive class's probability, or empty where p_CLASS columns stand for each class.")] string score =
            "", [Description("The positive class, or empty.")] string positive = "", CancellationToken cancellationToken = default) =>
            Answer(() =>
    {
        var result = PredictionEvaluation.Run(new PredictionEvaluationOptions
        {
            Path = _paths.Existing(path),
            Reading = Reading(target),
            Columns = new PredictionColumns(null, score.Length == 0 ? null : score, positive.Length == 0 ? null : positive, false, false),
        }, null, cancellationToken);
        return new { metrics = result.Evaluation.Metrics.Select(m => new { m.Name, m.Value, m.Interval }), result.Evaluation.Notes };
    });

    private string Drift([Description("Labelled and scored rows: what is normal.")] string reference,
        [Description("Scored rows to examine.")] string stream, [Description("Class column.")] string target,
        IProgress<ProgressNotificationValue> progress, [Description("Rows of a window, at least 30.")] int window = 500,
            CancellationToken cancellationToken = default) => Answer(() =>
    {
        var result = StreamWatch.Run(new WatchOptions { Reference = _paths.Existing(reference), Stream = _paths.Existing(stream),
            Columns = new WatchColumns { Target = target }, Window = window }, null, new Watched(progress), cancellationToken);
        return new { result.Headline, result.Rows, result.Labelled, result.Minority, result.ReferenceRecall,
            alarms = result.Alarms.Take(100), windows = result.Windows.Select(w =>
            new { w.Number, w.Level, recall = w.Classes.ToDictionary(c => c.Name, c => c.Recall) }) };
    });

    private string Lineage([Description("Folder of the store, within the server's folder.")] string store,
        [Description("First digits of an artifact's id, or empty for the runs.")] string artifact = "") => Answer(() =>
    {
        using var opened = Open(store);
        if (artifact.Length == 0)
            return (object)new { runs = PipelineOrchestrator.Runs(opened), deployed = Deployments.Current(opened)?.Id };
        var found = opened.Find(artifact);
        return new { found, ancestors = opened.Ancestors(found.Id), descendants = opened.Descendants(found.Id) };
    });

    private string Verify([Description("Folder of the store, within the server's folder.")] string store) => Answer(() =>
    {
        using var opened = Open(store);
        return opened.Verify();
    });

    private string RunStatus([Description("The handle.")] string handle) => Answer(() =>
    {
        var run = runs.Find(handle);
        return new { handle, run.Status, run.Progress, run.Fault, result = run.Status == "finished" ? run.Result : null };
    });

    private string CancelRun([Description("The handle.")] string handle) => Answer(() =>
    {
        runs.Find(handle).Cancel();
        return new { handle, cancelled = true };
    });

    private async Task<string> DeployAsync(McpServer server,
        [Description("Folder of the store, within the server's folder.")] string store,
        [Description("First digits of a deployment's id.")] string artifact, CancellationToken cancellationToken)
    {
        using var opened = Answered(() => Open(store));
        var found = Answered(() => opened.Find(artifact));
        await ConfirmAsync(server, $"Put deployment {found.Id[..12]} of '{store}' to use?", cancellationToken);
        return Answer(() =>
        {
            Deployments.Publish(opened, found, "asked for through MCP and confirmed by a person");
            return new { deployed = found.Id };
        });
    }

    private async Task<string> RollbackAsync(McpServer server,
        [Description("Folder of the store, within the server's folder.")] string store, CancellationToken cancellationToken)
    {
        using var opened = Answered(() => Open(store));
        await ConfirmAsync(server, $"Roll '{store}' back to the model that was in use before?", cancellationToken);
        return Answer(() => new { deployed = Deployments.Rollback(opened, "asked for through MCP and confirmed by a person").Id });
    }

    private static async Task ConfirmAsync(McpServer server, string question, CancellationToken cancellationToken)
    {
        if (server.ClientCapabilities?.Elicitation is null)
            throw new McpException(
                "the client cannot ask its person, and this needs a person's yes: use counterpoise pipeline on the command line");
        var answer = await server.ElicitAsync(new ElicitRequestParams
        {
            Message = question,
            RequestedSchema = new ElicitRequestParams.RequestSchema
            {
                Properties = new Dictionary<string, ElicitRequestParams.PrimitiveSchemaDefinition> { ["confirm"] =
                    new ElicitRequestParams.BooleanSchema { Description = "Yes, do it." } },
                Required = ["confirm"],
            },
        }, cancellationToken);
        if (!answer.IsAccepted || answer.Content is not { } content || !content.TryGetValue("confirm", out var confirmed)
            || confirmed.ValueKind != JsonValueKind.True)
            throw new McpException("the person did not say yes; nothing was changed");
    }

    private TableProfile Measured(string path, string target, CancellationToken cancellationToken) =>
        TableProfiling.Run(new TableProfilingOptions { Path = _paths.Existing(path), Reading = Reading(target), Advisor = AdvisorUse.Off },
        null, cancellationToken);

    private static TableReadOptions Reading(string target) =>
        new() { Target = target.Length == 0 ? throw new McpException("target is empty; expected the class column") : target };

    private object Begun(string what, Func<Action<string>, CancellationToken, object> work) =>
        new { handle = runs.Begin(what, work), next = "ask run_status with this handle" };

    private ArtifactStore Open(string store)
    {
        var folder = _paths.Existing(store);
        return File.Exists(Path.Combine(folder, "audit.jsonl")) ? ArtifactStore.Open(folder, new ArtifactStoreOptions { User = "mcp" })
            : throw new McpException($"'{store}' is no store: it has no audit.jsonl");
    }

    private static string Answer(Func<object> work) => ResultJson.Text(Answered(work));

    private static T Answered<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or McpException))
        {
            throw new McpException(Describe(fault));
        }
    }

    private sealed class Counted(Action<string> told) : IProgress<WorkflowEvent>
    {
        public void Report(WorkflowEvent value)
        {
            if (value is CountProgress count)
                told($"{count.Done} of {count.Total} {count.Things}");
        }
    }

    private sealed class Solved(Action<string> told) : IProgress<SolveProgress>
    {
        private int _tried;

        public void Report(SolveProgress value) => told(string.Create(CultureInfo.InvariantCulture,
            $"{++_tried} trials; {(value.Fold == 0 ? "all rows" : $"fold {value.Fold} of {value.Folds}")}"));
    }

    private sealed class Watched(IProgress<ProgressNotificationValue> progress) : IProgress<WatchProgress>
    {
        public void Report(WatchProgress value) => progress.Report(
            new ProgressNotificationValue { Progress = value.Result.Rows,
            Message = $"{value.Result.Windows.Count} windows, {value.Result.Alarms.Count} alarms" });
    }
}
