using Counterpoise.Tests.Distributed;
using Counterpoise.Torch;
using Counterpoise.Torch.Collectives;
using Counterpoise.Torch.Modules;
using Counterpoise.Torch.Mpi;

/// <summary>Collectives, unused parameters and joined training, one after the other, since starting processes is what takes time.</summary>
internal static class EngineScenario
{
    public static void Run(ProcessGroup group, Results results)
    {
        using var scope = torch.NewDisposeScope();
        Collectives(group, results.Numbers);
        Unused(group, results);
        foreach (var format in new[] { MemoryFormat.Contiguous, MemoryFormat.ChannelsLast })
        {
            // Other initial weights on each rank, until rank 0's are broadcast.
            using var model = JoinedProblem.Create(format, seed: 5 + (ulong)group.Rank);
            group.Broadcast(model.StateDict().Values);
            JoinedProblem.Train(model, group, format);
            results.Numbers[$"weights {format}"] = JoinedProblem.Weights(model);
        }

        using var again = JoinedProblem.Create(MemoryFormat.Contiguous, seed: 1);
        JoinedProblem.Train(again, group, MemoryFormat.Contiguous);
        Settle();
        var live = Tensor.TotalCount;
        JoinedProblem.Train(again, group, MemoryFormat.Contiguous);
        Settle();
        results.Numbers["leaked"] = [Tensor.TotalCount - live];
    }

    private static void Collectives(ProcessGroup group, Dictionary<string, double[]> results)
    {
        foreach (var type in new[] { ScalarType.Float64, ScalarType.Float32, ScalarType.Float16, ScalarType.BFloat16, ScalarType.Int64,
            ScalarType.Int32, ScalarType.Byte })
        {
            var sum = Tensor.FromArray([1.0, 2, 3]).To(type) * (group.Rank + 1);
            sum = sum.To(type);
            group.AllReduce(sum);
            results[$"sum {type}"] = sum.Double().ToArray<double>();
        }

        var own = Tensor.FromArray([group.Rank, -group.Rank, 7.0]);
        foreach (var operation in new[] { ReduceOperation.Max, ReduceOperation.Min })
        {
            var reduced = own.Clone();
            group.AllReduce(reduced, operation);
            results[$"{operation}"] = reduced.ToArray<double>();
        }

        results["gathered"] = [.. group.AllGather(own).SelectMany(t => t.ToArray<double>())];
        var strided = Tensor.Zeros([2, 3], ScalarType.Float64);
        group.AllReduce(strided.T().FillInPlace(group.Rank + 1));
        results["strided"] = strided.ToArray<double>();
        var column = Tensor.Full([3, 2], group.Rank, ScalarType.Float64);
        group.Broadcast(column.Select(1, 0), root: group.Size - 1);
        results["broadcast column"] = column.ToArray<double>();
        double[] numbers = [group.Rank, 1];
        group.AllReduce(numbers);
        results["numbers"] = numbers;
        group.Barrier();
    }

    /// <summary>Parameter 0 is used by all, 1 by rank 0 alone, 2 by nobody.</summary>
    private static void Unused(ProcessGroup group, Results results)
    {
        var parameters = Enumerable.Range(0, 3).Select(i => KeyValuePair.Create($"p{i}",
            Tensor.Full([2], i + 1, ScalarType.Float64).WithGrad())).ToArray();
        Tensor Loss() => (parameters[0].Value * (group.Rank + 1)).Sum()
            + (group.Rank == 0 ? (parameters[1].Value * 6).Sum() : Tensor.Scalar(0.0));
        using (var lenient = new GradientAverager(group, parameters, new GradientAveragerOptions { AllowUnused = true }))
        {
            Loss().Backward();
            lenient.Average();
            results.Numbers["used gradients"] = [.. parameters.Take(2).SelectMany(p => p.Value.Grad!.ToArray<double>())];
            results.Texts["gradient of the unused"] = parameters[2].Value.Grad is null ? "none" : "some";
        }

        Array.ForEach(parameters, p => p.Value.Grad = null);
        using var strict = new GradientAverager(group, parameters);
        Loss().Backward();
        results.Texts["unused"] = Message(strict.Average);
    }

    private static string Message(Action action)
    {
        try
        {
            action();
            return "";
        }
        catch (Exception failure) when (failure is InvalidOperationException or System.Runtime.InteropServices.ExternalException)
        {
            return failure.Message;
        }
    }

    private static void Settle()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
