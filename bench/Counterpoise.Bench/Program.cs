using Counterpoise.Bench.Contrastive;
using Counterpoise.Bench.Coverage;
using Counterpoise.Bench.Deploy;
using Counterpoise.Bench.Distributed;
using Counterpoise.Bench.Drift;
using Counterpoise.Bench.Engine;
using Counterpoise.Bench.Faults;
using Counterpoise.Bench.Federated;
using Counterpoise.Bench.Fragility;
using Counterpoise.Bench.Images;
using Counterpoise.Bench.Graphs;
using Counterpoise.Bench.Loading;
using Counterpoise.Bench.Resampling;
using Counterpoise.Bench.Results;
using Counterpoise.Bench.Tabular;

try
{
    return Run(args);
}
catch (ArgumentException e)
{
    Console.Error.WriteLine(e.Message);
    return 2;
}

static int Run(string[] args) => args switch
{
    ["engine", .. var rest] => EngineBench.Run(rest),
    ["engine-worker", var side, var task] => EngineWorker.Run(side, task),
    ["contrastive", .. var rest] => ContrastiveBench.Run(rest),
    ["contrastive-worker", var side, var rows] => ContrastiveWorker.Run(side, rows),
    ["loader", .. var rest] => LoaderBench.Run(rest),
    ["resampling", .. var rest] => ResamplingBench.Run(rest),
    ["growth", .. var rest] => GrowthBench.Run(rest),
    ["coverage", .. var rest] => CoverageBench.Run(rest),
    ["drift", .. var rest] => DriftBench.Run(rest),
    ["faults", .. var rest] => FaultsBench.Run(rest),
    ["fragility", .. var rest] => FragilityBench.Run(rest),
    ["rgnet", .. var rest] => RgNetBench.Run(rest),
    ["search", .. var rest] => SearchBench.Run(rest),
    ["solve", .. var rest] => SolveBench.Run(rest),
    ["federated", .. var rest] => FederatedBench.Run(rest),
    ["federated-worker", var clients] => FederatedBench.Work(clients),
    ["distributed", .. var rest] => DistributedBench.Run(rest),
    ["distributed-worker", var batch] => DistributedBench.Work(batch),
    ["images", .. var rest] => ImageSystemsBench.Run(rest),
    ["graph", .. var rest] => GraphBench.Run(rest),
    ["graph-worker", var times] => GraphBench.Work(times),
    ["dynamics", .. var rest] => DynamicsBench.Run(rest),
    ["events", .. var rest] => EventsBench.Run(rest),
    ["deploy", .. var rest] => DeployBench.Run(rest),
    ["serve", .. var rest] => ServeBench.Run(rest),
    ["cell-keys", .. var rest] => CellKeys.Run(rest),
    ["resampling-case", var name] => ResamplingWorker.Run(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine(
        """
        usage: Counterpoise.Bench engine [--json] [--quick] [--alternations N] [--only TEXT]
               Counterpoise.Bench contrastive [--json] [--quick] [--no-pytorch]
               Counterpoise.Bench loader [--json] [--quick] [--one-view] [--images N] [--per-epoch N] [--size N] [--batch N] [--rounds N]
               Counterpoise.Bench resampling [--json] [--repeats N] [CASE ...]
               Counterpoise.Bench growth [--json] [--rows N,N,...] [--peer-rows N] [--columns N] [--methods NAME,NAME,...]
               Counterpoise.Bench coverage [--simulations N] [--draws N] [--seed N]
               Counterpoise.Bench faults [--seconds N] [--seed N]
               Counterpoise.Bench drift [--compare] [--repair [SEEDS [TABLE ...]] [--cells FILE]] [--natural] [--json]
               Counterpoise.Bench images [--json]
               Counterpoise.Bench graph
               Counterpoise.Bench deploy [--json] [--quick] [--network NAME] [--size N] [--rounds N] [--seconds N] [--requests N]
               Counterpoise.Bench serve [--json] [--requests N] [--program FILE]
               Counterpoise.Bench cell-keys RESULTS DATA
               Counterpoise.Bench federated [--json]
               Counterpoise.Bench distributed [--json]
               Counterpoise.Bench fragility [--json] [--fits N] [--seed N] [--shift]
               Counterpoise.Bench rgnet [--data FOLDER] [--tables NAME,NAME,...] [--folds N] [--repeats N]
               Counterpoise.Bench search [--data FOLDER] [--tables NAME,NAME,...] [--population N] [--iterations N] [--seeds N]
               Counterpoise.Bench solve [--data FOLDER] [--tables NAME,NAME,...] [--seconds N] [--folds N] [--cells FILE]
               Counterpoise.Bench dynamics [--data FOLDER] [--seeds N] [--draws N] [--most-rows N] [--both]
               Counterpoise.Bench events [--seeds N] [--events N]
        """);
    return 2;
}
