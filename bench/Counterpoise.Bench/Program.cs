using Counterpoise.Bench.Resampling;

return args switch
{
    ["resampling", .. var rest] => ResamplingBench.Run(rest),
    ["resampling-case", var name] => ResamplingWorker.Run(name),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("usage: Counterpoise.Bench resampling [--json] [--repeats N] [CASE ...]");
    return 2;
}
