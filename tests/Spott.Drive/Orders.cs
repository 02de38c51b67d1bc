using System;
using System.Collections.Generic;

namespace Spott.Drive;

/// <summary>What can be ordered.</summary>
internal static class Orders
{
    private static readonly Dictionary<string, Action<Order, Facts>> All = new()
    {
        ["host"] = Hosts.Describe,
        ["assemblies"] = Hosts.Assemblies,
        ["trust-all"] = Hosts.TrustAll,
        ["handler"] = Hosts.Handler,
        ["proxy-credential"] = Hosts.ProxyCredential,
        ["connection-limit"] = Hosts.ConnectionLimit,
        ["mirror"] = Mirrors.Open,
        ["number"] = Numbers.Write,
        ["read"] = Reads.One,
        ["read-at-once"] = Reads.AtOnce,
        ["stop"] = Reads.Stop,
        ["send"] = Sends.Run,
        ["diagnose"] = Diagnoses.Run,
        ["checkpoint"] = Checkpoints.Run,
        ["checkpoint-hold"] = Checkpoints.Hold,
    };

    /// <summary>Whatever goes wrong in an order is a fact too: the program goes on.</summary>
    internal static Facts Run(Order order)
    {
        Facts facts = new();
        try
        {
            All[order.Name](order, facts);
        }
        catch (Exception broken)
        {
            facts["error"] = broken.ToString();
        }

        return facts;
    }
}
